package org.jobyard.ra.publish;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jobyard.ra.message.OutboundMessage;
import org.jobyard.ra.xa.Branch;
import org.jobyard.ra.xa.Outcome;

/**
 * Messages that are published and confirmed together: those of one transaction, or one that is sent outside of any.
 * Guarded by itself.
 */
final class Work {
    /**
     * How a transaction ended in this process.
     *
     * @param transaction its global id
     * @param committed as reported
     * @param databaseTransaction number of the database's transaction that has the intent; 0: unknown
     */
    record End(String transaction, boolean committed, long databaseTransaction) {}

    private final UUID intent;
    private final End end;
    private final Branch.Deliveries deliveries;
    private final Confirm caller;
    private final boolean replayed;
    private final Instant since;
    private List<OutboundMessage> messages;
    private int unconfirmed;
    private boolean proven;

    private Work(
            UUID intent,
            End end,
            Branch.Deliveries deliveries,
            Confirm caller,
            boolean replayed,
            List<OutboundMessage> messages,
            Instant since) {
        this.intent = intent;
        this.end = end;
        this.deliveries = deliveries;
        this.caller = caller;
        this.replayed = replayed;
        this.messages = messages;
        this.since = since;
    }

    /** What a transaction that has ended left to do. */
    static Work ofBranch(Branch branch, Instant now) {
        // Not the branch itself: it holds the messages, which may be left in the intent.
        End end = new End(branch.transaction(), branch.outcome() == Outcome.COMMITTED, branch.databaseTransaction());
        return new Work(branch.id(), end, branch.deliveries(), null, false, branch.messages(), now);
    }

    /** An intent that a former start, or another node, has left. */
    static Work ofIntent(UUID intent, Instant now) {
        return new Work(intent, null, null, null, true, null, now);
    }

    /** A message outside any transaction. */
    static Work ofMessage(OutboundMessage message, Confirm caller, Instant now) {
        Work work = new Work(null, null, null, caller, false, List.of(message), now);
        work.proven = true;
        return work;
    }

    /** Id of its intent; null outside a transaction. */
    UUID intent() {
        return intent;
    }

    /** How its transaction ended; null when that was not in this process, or there was none. */
    End end() {
        return end;
    }

    /** Deliveries to acknowledge; null: none. */
    Branch.Deliveries deliveries() {
        return deliveries;
    }

    /** Who waits for the confirm; null: nobody. */
    Confirm caller() {
        return caller;
    }

    /** True for what was found in the table: when it is gone from there, it is done. */
    boolean replayed() {
        return replayed;
    }

    /** When it came to the publisher. */
    Instant since() {
        return since;
    }

    /** Whether the transaction is known to have committed, and its messages are at hand. */
    synchronized boolean ready() {
        return proven && messages != null;
    }

    /** Whether the messages must be read from the intent. */
    synchronized boolean light() {
        return messages == null;
    }

    /** Drops the messages to save memory; they are read from the intent when their turn comes. */
    synchronized void lighten() {
        if (intent != null && unconfirmed == 0) {
            messages = null;
        }
    }

    /** The transaction has committed. */
    synchronized void prove() {
        proven = true;
    }

    /** The transaction has committed, and these are its messages. */
    synchronized void prove(List<OutboundMessage> read) {
        proven = true;
        messages = read;
    }

    /** What is to be published now. */
    synchronized List<OutboundMessage> messages() {
        return messages;
    }

    /** Begins the publishing of all {@link #messages()}. */
    synchronized void publishing() {
        unconfirmed = messages.size();
    }

    /** What is left after the connection was lost; it is published again. */
    synchronized void left(List<OutboundMessage> rest) {
        messages = rest;
        unconfirmed = 0;
    }

    /** One more message is confirmed; true when it was the last. */
    synchronized boolean confirmed() {
        unconfirmed--;
        return unconfirmed == 0;
    }

    /** Size of the bodies held, in bytes. */
    synchronized long bytes() {
        return messages == null
                ? 0
                : messages.stream().mapToLong(message -> message.body().length).sum();
    }
}
