package org.jobyard.messaging;

import java.util.Collection;

/**
 * Where the core puts its messages. They leave when the present transaction has committed, or never; after a crash
 * between the two they leave at the next start.
 */
public interface Outbox {
    /**
     * Makes the broker a participant of the present transaction. Called before the first look into the database by a transaction
     * that will most likely send and was not begun by a message: then the database is the last participant and commits in
     * one phase, which costs it half. Without the call, or when nothing is sent after all, nothing else changes.
     */
    void join();

    /** Sends messages, in their order. */
    void send(Collection<Outgoing> messages);
}
