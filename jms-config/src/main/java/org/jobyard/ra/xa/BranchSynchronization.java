package org.jobyard.ra.xa;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;

/**
 * Watches one transaction: writes the intent while the database branch is still open, and hands the branch over when the
 * transaction has ended.
 */
public final class BranchSynchronization implements Synchronization {
    /** What happens around the end of a transaction. */
    public interface Steps {
        /** Writes the branch's intent in the current transaction; throws to have it rolled back. */
        void writeIntent(Branch branch);

        /** The branch ended COMMITTED or UNKNOWN: find the proof, then publish. Does not throw, does not wait. */
        void handOver(Branch branch);
    }

    private final Branch branch;
    private final Steps steps;

    private BranchSynchronization(Branch branch, Steps steps) {
        this.branch = branch;
        this.steps = steps;
    }

    /** Watches the transaction of the current thread for this branch, once however often it is called. */
    public static void watch(Branch branch, TransactionSynchronizationRegistry registry, Steps steps) {
        if (branch.watch()) {
            registry.registerInterposedSynchronization(new BranchSynchronization(branch, steps));
        }
    }

    @Override
    public void beforeCompletion() {
        if (branch.needsIntent()) {
            steps.writeIntent(branch);
            branch.recorded();
            CrashPoint.INTENT_WRITTEN.reached();
        }
    }

    @Override
    public void afterCompletion(int status) {
        if (status == Status.STATUS_ROLLEDBACK) {
            branch.end(Outcome.ROLLED_BACK);
            return;
        }
        branch.end(status == Status.STATUS_COMMITTED ? Outcome.COMMITTED : Outcome.UNKNOWN);
        if (branch.outcome() != Outcome.ROLLED_BACK && branch.needsIntent()) {
            CrashPoint.COMMITTED.reached();
            steps.handOver(branch);
        }
    }
}
