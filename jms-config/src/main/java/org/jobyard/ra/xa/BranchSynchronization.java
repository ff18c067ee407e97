package org.jobyard.ra.xa;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.List;
import java.util.UUID;
import org.jobyard.ra.message.OutboundMessage;

/**
 * Watches one transaction: refuses its completion while its intent is not written, and hands the branch over when the
 * transaction has ended.
 *
 * <p>The intent is written, and written anew, whenever a context is closed that has sent, and behind a message-driven bean when
 * it has returned: then the thread is in the component that has the transaction, and the server gives a connection that
 * belongs to it. Before completion it would be too late: Payara has gone back to the component that called, and may give
 * a connection that commits by itself.
 */
public final class BranchSynchronization implements Synchronization {
    /** Writes one intent into a transaction. */
    public interface Recorder extends AutoCloseable {
        /**
         * Writes the intent, or writes it anew with more messages.
         *
         * @return number of the database's transaction
         * @throws IllegalStateException when it cannot be written in the transaction
         */
        long record(UUID intent, List<OutboundMessage> messages);

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

        /** The branch ended ROLLED_BACK; the database may not know. Does not throw, does not wait. */
        void rolledBack(Branch branch);
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

    /**
     * Writes the intent of a branch, with all it holds now, in the transaction of the calling thread.
     *
     * @throws IllegalStateException when it could not be written; the branch can then only be rolled back
     */
    public static void record(Branch branch, Steps steps) {
        List<OutboundMessage> messages = branch.messages();
        try (Recorder recorder = steps.recorder()) {
            branch.recorded(messages.size(), recorder.record(branch.id(), messages));
        } catch (RuntimeException e) {
            branch.setRollbackOnly();
            throw e;
        }
        CrashPoint.INTENT_WRITTEN.reached();
    }

    @Override
    public void beforeCompletion() {
        branch.complete();
        if (branch.lacksRecord()) {
            branch.setRollbackOnly();
            throw new IllegalStateException("a context that has sent in the transaction was not closed in it");
        }
    }

    @Override
    public void afterCompletion(int status) {
        if (status == Status.STATUS_ROLLEDBACK) {
            branch.end(branch.rolledBack());
        } else {
            branch.end(status == Status.STATUS_COMMITTED ? Outcome.COMMITTED : Outcome.UNKNOWN);
        }
        if (branch.outcome() == Outcome.ROLLED_BACK) {
            if (branch.isCompleting()) {
                // It got as far as the votes: the database may have prepared, and then have been cut off.
                steps.rolledBack(branch);
            }
        } else if (branch.needsIntent()) {
            CrashPoint.COMMITTED.reached();
            steps.handOver(branch);
        }
    }
}
