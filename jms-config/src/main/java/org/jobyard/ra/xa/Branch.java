package org.jobyard.ra.xa;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jobyard.ra.message.OutboundMessage;

/**
 * What one transaction holds in the adapter: messages to publish and deliveries to acknowledge. Thread-safe, because the
 * transaction manager may roll back from a thread of its own while the application still sends.
 */
public final class Branch {
    /** Deliveries that are acknowledged when the transaction's messages are confirmed. */
    public interface Deliveries {
        /** The transaction is committed and all it sent confirmed. Does not throw. */
        void acknowledge();

        /** The transaction turned out to be rolled back, after its end was in doubt. Does not throw. */
        void rolledBack();
    }

    private static final int NOTHING = -1;

    private final UUID id = UUID.randomUUID();
    private final String transaction;
    private final List<OutboundMessage> held = new ArrayList<>();
    private Deliveries deliveries;
    private boolean rollbackOnly;
    private int recorded = NOTHING;
    private long databaseTransaction;
    private boolean voted;
    private boolean completing;
    private boolean watched;
    private Outcome outcome = Outcome.OPEN;

    /** A branch of a transaction, named by its global id in Base64: so it is in the names of the database's branches. */
    Branch(String transaction) {
        this.transaction = transaction;
    }

    /** The transaction's global id in Base64. */
    public String transaction() {
        return transaction;
    }

    /** Id of the intent that this branch writes. */
    public UUID id() {
        return id;
    }

    /**
     * Holds a message until the transaction ends.
     *
     * @throws IllegalStateException when the transaction has already ended, or is being committed
     */
    public synchronized void hold(OutboundMessage message) {
        if (outcome != Outcome.OPEN || rollbackOnly) {
            throw new IllegalStateException("the transaction has been rolled back or has ended");
        }
        if (completing) {
            throw new IllegalStateException("the transaction is being committed: it takes no more messages");
        }
        if (held.isEmpty()) {
            CrashPoint.ROW_WRITTEN.reached();
        }
        held.add(message);
        CrashPoint.MESSAGE_HELD.reached();
    }

    /** Ties deliveries to the transaction. */
    public synchronized void attach(Deliveries toAcknowledge) {
        deliveries = toAcknowledge;
    }

    /** The deliveries tied to the transaction; null when there are none. */
    public synchronized Deliveries deliveries() {
        return deliveries;
    }

    /** A copy of the messages held. */
    public synchronized List<OutboundMessage> messages() {
        return List.copyOf(held);
    }

    /** True when there is something to prove in the database: messages to publish, or deliveries to acknowledge. */
    public synchronized boolean needsIntent() {
        return !held.isEmpty() || deliveries != null;
    }

    /** True when messages are held that are not in the intent yet. */
    public synchronized boolean hasUnrecorded() {
        return held.size() > Math.max(0, recorded);
    }

    /** True when there is something to prove, and the intent is not written or lacks messages. */
    public synchronized boolean lacksRecord() {
        return needsIntent() && recorded != held.size() && !rollbackOnly && outcome == Outcome.OPEN;
    }

    /** True for the first caller only: who must register the synchronization. */
    public synchronized boolean watch() {
        boolean first = !watched;
        watched = true;
        return first;
    }

    /**
     * The intent is written.
     *
     * @param messages how many of the messages that are held are in it, from the first
     * @param transaction number of the database's transaction
     */
    public synchronized void recorded(int messages, long transaction) {
        recorded = messages;
        databaseTransaction = transaction;
    }

    /** Number of the database's transaction that has the intent; 0 while none is written. */
    public synchronized long databaseTransaction() {
        return databaseTransaction;
    }

    /** It has voted to commit: from now on the database may have committed, whatever is said of the transaction. */
    synchronized void vote() {
        voted = true;
    }

    /** How a branch has ended that is said to be rolled back: that is sure only while it has not voted. */
    synchronized Outcome rolledBack() {
        return voted && needsIntent() ? Outcome.UNKNOWN : Outcome.ROLLED_BACK;
    }

    /** Takes no more messages: the transaction is being committed. */
    synchronized void complete() {
        completing = true;
    }

    /** Whether the transaction has been, or is being, committed. */
    synchronized boolean isCompleting() {
        return completing;
    }

    /** Nothing but a rollback is possible any more. */
    public synchronized void setRollbackOnly() {
        rollbackOnly = true;
    }

    /** Whether the branch may commit: not marked for rollback, and all it holds is recorded as an intent. */
    synchronized boolean mayCommit() {
        return !rollbackOnly && outcome == Outcome.OPEN && (recorded == held.size() || !needsIntent());
    }

    /** Sets how the branch ended. The first outcome stays. */
    public synchronized void end(Outcome how) {
        if (outcome == Outcome.OPEN) {
            outcome = how;
            if (how == Outcome.ROLLED_BACK) {
                held.clear();
            }
        }
    }

    /** How it ended. */
    public synchronized Outcome outcome() {
        return outcome;
    }
}
