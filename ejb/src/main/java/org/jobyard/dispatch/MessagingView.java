package org.jobyard.dispatch;

import java.time.Instant;
import java.util.List;

/**
 * How messages and the transactions that carry them fare, as one node sees it.
 *
 * @param connected the connection to the broker is up
 * @param blocked the broker takes no more messages: a memory or disk alarm
 * @param lastFailure what the last failed attempt to connect said; null when there was none
 * @param pendingTransactions committed transactions of this node whose messages the broker has not confirmed
 * @param inDoubt prepared branches of any node older than the transaction timeout; -1 when the database cannot be asked
 * @param oldIntents intents of any node older than a minute; -1 when the database cannot be asked
 * @param branches prepared branches, the oldest first, at most a hundred; a commit leaves one for some milliseconds
 * @param intents committed messages that have not left yet, by node
 */
public record MessagingView(
        boolean connected,
        boolean blocked,
        String lastFailure,
        int pendingTransactions,
        int inDoubt,
        int oldIntents,
        List<PreparedBranch> branches,
        List<NodeIntents> intents) {
    /**
     * A branch that is prepared in the database and not yet ended.
     *
     * @param gid its name in {@code pg_prepared_xacts}
     * @param node the node it belongs to; null when it is none of Jobyard's
     * @param preparedAt since when
     */
    public record PreparedBranch(String gid, String node, Instant preparedAt) {}

    /**
     * What of a node's committed transactions is still to be published.
     *
     * @param node the node
     * @param transactions how many
     * @param oldestAt when the oldest was written
     * @param leaseUntil until when the node is taken for alive; null when it never was. After that another one publishes
     */
    public record NodeIntents(String node, long transactions, Instant oldestAt, Instant leaseUntil) {}
}
