package org.jobyard.dispatch;

import java.util.List;

/**
 * Figures of this node's messaging since its start.
 *
 * @param connected the connection to the broker is up
 * @param blocked the broker takes no more messages
 * @param inDoubt prepared branches older than the transaction timeout; -1: unknown
 * @param oldIntents committed transactions whose messages have not left for a minute; -1: unknown
 * @param pending committed transactions of this node whose messages are not confirmed
 * @param confirmed published messages the broker has confirmed
 * @param unroutable published messages that no queue took
 * @param dropped messages that may be lost and that no queue took
 * @param republished messages published once more after a lost connection or a refusal
 * @param endpoints the listeners
 */
public record MessagingCounts(
        boolean connected,
        boolean blocked,
        int inDoubt,
        int oldIntents,
        int pending,
        long confirmed,
        long unroutable,
        long dropped,
        long republished,
        List<Endpoint> endpoints) {
    /**
     * One listener.
     *
     * @param name name of its queue, or of its exchange
     * @param delivered messages whose transaction committed
     * @param redelivered deliveries repeated after a failure
     * @param dead messages given up as dead letters
     * @param batches calls of the listener
     * @param batchMessages messages in those calls
     * @param listenerSeconds time in those calls, commits included
     * @param inFlight messages in a listener, or waiting for confirms
     * @param waiting messages that failed and wait for their next attempt
     */
    public record Endpoint(
            String name,
            long delivered,
            long redelivered,
            long dead,
            long batches,
            long batchMessages,
            double listenerSeconds,
            int inFlight,
            int waiting) {}
}
