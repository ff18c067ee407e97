package org.jobyard.ra.api;

/**
 * Counts of one endpoint (one message-driven bean) since the adapter started.
 *
 * @param endpoint name of the queue, or of the exchange of a node-local subscription
 * @param delivered messages whose transaction committed
 * @param redelivered deliveries that were repeats after a failure
 * @param dead messages sent to the dead letters
 * @param batches calls of the listener
 * @param batchMessages messages in those calls; divided by {@code batches} it is the mean batch size
 * @param listenerNanos time spent in those calls including the commit, in nanoseconds
 * @param buffered messages that wait for a free listener
 * @param inFlight messages in a listener or waiting for the confirms of their transaction
 * @param waitingForRetry messages that failed and wait for their next attempt
 * @param held true while delivery is held because the database or the broker is away
 */
public record EndpointMetrics(
        String endpoint,
        long delivered,
        long redelivered,
        long dead,
        long batches,
        long batchMessages,
        long listenerNanos,
        int buffered,
        int inFlight,
        int waitingForRetry,
        boolean held) {}
