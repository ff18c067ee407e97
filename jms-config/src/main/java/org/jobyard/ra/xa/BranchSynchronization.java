package org.jobyard.ra.xa;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;

/**
 * Watches one transaction: writes the intent while the database branch is still open, and hands the branch over when the
 * transaction has ended.
 *
 * <p>The intent is written before completion and not earlier, because only then all messages are known. At that moment Payara
 * has gone back to the component that called, which may have no transaction: the data source must give connections of the
 * thread's transaction, whatever the component, as the server's own persistence needs them ({@code __pm} resources). A
 * connection that is kept open from the application's component until then is no way out: Payara would enlist it again
 * in that component's next transaction.
 */
public final class BranchSynchronization implements Synchronization {
    /** Writes one intent into a transaction. */
    public interface Recorder extends AutoCloseable {
        /** Writes the intent; throws to have the transaction rolled back. */
        void record(Branch branch);

        @Override
        void close();
    }

    /** What happens around the end of a transaction. */
    public interface Steps {
        /**
         * A recorder in the transaction of the calling thread.
         *
         * @throws IllegalStateException when there is no connection
         */
        Recorder recorder();

        /** The branch ended COMMITTED or UNKNOWN: find the proof, then publish. Does not throw, does not wait. */
        void handOver(Branch branch);
    }

    private final Branch branch;
    private final Steps steps;

    private BranchSynchronization(Branch branch, Steps steps) {
        this.branch = branch;
        this.steps = steps;
    }

    /**
     * Watches the transaction of the current thread for this branch, once however often it is called.
     *
     * @throws IllegalStateException when the intent could not be recorded; the branch can then only be rolled back
     */
    public static void watch(Branch branch, TransactionSynchronizationRegistry registry, Steps steps) {
        if (branch.watch()) {
            try {
                registry.registerInterposedSynchronization(new BranchSynchronization(branch, steps));
            } catch (RuntimeException e) {
                branch.setRollbackOnly();
                throw e;
            }
        }
    }

    @Override
    public void beforeCompletion() {
        if (branch.needsIntent()) {
            try (Recorder recorder = steps.recorder()) {
                recorder.record(branch);
            }
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
