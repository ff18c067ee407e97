package org.jobyard.ra.api;

import jakarta.jms.ConnectionFactory;
import java.util.List;
import java.util.Optional;

/**
 * The application's handle on the resource adapter. Thread-safe. None of the methods may be called inside a
 * transaction, except where it is said.
 *
 * <p>No message reaches a message-driven bean before {@link #recoverAndOpen()}: only the application knows when its
 * tables exist.
 */
public interface MessagingControl {
    /**
     * The control of the adapter that made a connection factory.
     *
     * @param factory what was found at the adapter's connector resource, for example {@code jms/jobyard}
     * @throws IllegalArgumentException when the factory is another provider's
     */
    static MessagingControl of(ConnectionFactory factory) {
        if (factory instanceof Source source) {
            return source.control();
        }
        throw new IllegalArgumentException("not a connection factory of this adapter: " + factory);
    }

    /**
     * Settles what a crash left behind, then opens the endpoints: takes this node's lease, rolls back the prepared
     * branches of this node that are still undecided, publishes the messages of committed transactions that had not left
     * this node, or a node whose lease has ended, and starts the delivery. The tables of the adapter must exist.
     *
     * <p>Waits for the database, not for the broker: what is to be published is published when the broker is there. A
     * second call does nothing but report again.
     *
     * @throws MessagingException when the database cannot be reached, lacks the tables, or has {@code
     *     max_prepared_transactions} 0
     */
    RecoveryReport recoverAndOpen();

    /** Stops the delivery; what is in the listeners is finished. Repeated calls do nothing. */
    void close();

    /** How the messaging fares now. Never throws for a broker or database that is away. */
    MessagingHealth health();

    /**
     * True while the broker takes no messages, for want of memory or disk. Known only after the first message that it did not
     * take. Asks nobody: may be called for each request, in a transaction, too.
     */
    boolean isBlocked();

    /** Counts of each endpoint since the adapter started. */
    List<EndpointMetrics> metrics();

    /** Counts of what was published since the adapter started. */
    PublishMetrics publishMetrics();

    /**
     * Asks the broker for a queue.
     *
     * @return its state; empty when there is no such queue
     * @throws MessagingException when the broker cannot be reached
     */
    Optional<QueueStatus> queue(String name);

    /** Implemented by the adapter's connection factory. */
    interface Source {
        /** The control of the adapter. */
        MessagingControl control();
    }
}
