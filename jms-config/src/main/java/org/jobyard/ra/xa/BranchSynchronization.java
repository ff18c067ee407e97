package org.jobyard.ra.xa;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;

/**
 * Watches one transaction: writes the intent while the database branch is still open, and hands the branch over when the
 * transaction has ended.
 *
 * <p>The connection for the intent is taken when the watch begins. At that moment the thread is in the component for which
 * the server has just enlisted the adapter, so it enlists the database, too. Before completion it is too late: Payara has
 * gone back to the component that called, which may have no transaction, and hands out a connection that commits by itself.
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
    private Recorder recorder;

    private BranchSynchronization(Branch branch, Steps steps, Recorder recorder) {
        this.branch = branch;
        this.steps = steps;
        this.recorder = recorder;
    }

    /**
     * Watches the transaction of the current thread for this branch, once however often it is called.
     *
     * @throws IllegalStateException when the intent could not be recorded; the branch can then only be rolled back
     */
    public static void watch(Branch branch, TransactionSynchronizationRegistry registry, Steps steps) {
        if (branch.watch()) {
            try {
                Recorder recorder = steps.recorder();
                registry.registerInterposedSynchronization(new BranchSynchronization(branch, steps, recorder));
            } catch (RuntimeException e) {
                branch.setRollbackOnly();
                throw e;
            }
        }
    }

    @Override
    public synchronized void beforeCompletion() {
        if (branch.needsIntent()) {
            recorder.record(branch);
            branch.recorded();
            CrashPoint.INTENT_WRITTEN.reached();
        }
        close();
    }

    private synchronized void close() {
        if (recorder != null) {
            recorder.close();
            recorder = null;
        }
    }

    @Override
    public void afterCompletion(int status) {
        close();
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
