package org.jobyard.messaging;

import java.util.Collection;

/**
 * Where the core puts its messages. They leave when the present transaction has committed, or never; after a crash
 * between the two they leave at the next start.
 */
public interface Outbox {
    /** Sends messages, in their order. */
    void send(Collection<Outgoing> messages);
}
