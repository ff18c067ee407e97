package org.jobyard.messaging;

import java.time.Instant;
import java.util.Map;
import org.jobyard.sdk.message.Queues;

/** What could never be handled, kept for an operator with its reason, under the names the resource adapter uses too. */
public final class DeadLetters {
    /** Why the message is dead, for people. */
    public static final String REASON = "dead_reason";
    /** The queue it came from. */
    public static final String ORIGIN = "dead_queue";
    /** When it was given up. */
    public static final String AT = "dead_last_failure";

    private DeadLetters() {}

    /** The message as it came, its token too, so that whose it is can be found out, and why it is dead. */
    public static Outgoing of(Incoming message, String origin, String reason, Instant at) {
        Outgoing letter = Outgoing.toQueue(Queues.DEAD_LETTERS, message.body()).answering(message.correlationId());
        for (Map.Entry<String, ?> header : message.headers().entrySet()) {
            if (!header.getKey().startsWith("JMSX")) {
                letter = letter.with(header.getKey(), header.getValue());
            }
        }
        return letter.with(ORIGIN, origin).with(REASON, reason).with(AT, at.toString());
    }
}
