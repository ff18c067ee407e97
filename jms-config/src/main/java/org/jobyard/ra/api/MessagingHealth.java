package org.jobyard.ra.api;

import java.time.Instant;

/**
 * State of the messaging at one moment.
 *
 * @param open true once {@link MessagingControl#recoverAndOpen()} is through
 * @param connected the connection to the broker is up and the topology declared
 * @param blocked the broker takes no more messages (memory or disk alarm): submitters are to be slowed down
 * @param lastFailure what the last failed attempt to connect said; null when there was none
 * @param inDoubt prepared database branches older than the transaction timeout; -1 when the database cannot be asked
 * @param pendingTransactions committed transactions whose messages are not yet confirmed by the broker
 * @param oldIntents of the intents in the database those older than a minute; -1 when the database cannot be asked
 * @param oldestIntent when the oldest intent was written; null when there is none or the database cannot be asked
 */
public record MessagingHealth(
        boolean open,
        boolean connected,
        boolean blocked,
        String lastFailure,
        int inDoubt,
        int pendingTransactions,
        int oldIntents,
        Instant oldestIntent) {}
