package org.jobyard.letters;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jobyard.messaging.DeadLetters;
import org.jobyard.sdk.message.Headers;

/** The headers by which a message says why it is a dead letter. They are not part of what is sent back. */
final class Marks {
    static final String STACK_DIGEST = "dead_stack_digest";
    static final String ATTEMPTS = "dead_attempts";
    static final String FIRST = "dead_first_failure";
    static final String RETURNED_REASON = "returned_reason";
    static final String RETURNED_EXCHANGE = "returned_exchange";
    static final String RETURNED_KEY = "returned_routing_key";
    static final String RETURNED_AT = "returned_at";
    /** How often an operator has sent the message back; goes with it, so that the next one sees it. */
    static final String SENT_BACK = "jobyard_sent_back";
    /**
     * Id of the letter that was sent back. After a crash the broker may have the message twice, and each fails by itself, at
     * a time of its own: this tells that it is one.
     */
    static final String SENT_AS = "jobyard_sent_as";

    private static final Set<String> OURS = Set.of(
            DeadLetters.REASON,
            DeadLetters.ORIGIN,
            DeadLetters.AT,
            STACK_DIGEST,
            ATTEMPTS,
            FIRST,
            "dead_exchange",
            "dead_routing_key",
            RETURNED_REASON,
            RETURNED_EXCHANGE,
            RETURNED_KEY,
            RETURNED_AT,
            SENT_BACK,
            SENT_AS,
            Headers.DEAD_REASON,
            Headers.DEAD_QUEUE,
            Headers.TOKEN);

    private Marks() {}

    /** What the sender gave: without marks, without the token, without what the broker added. */
    static Map<String, Object> without(Map<String, ?> headers) {
        Map<String, Object> own = new TreeMap<>(headers);
        own.keySet().removeIf(name -> OURS.contains(name) || isOfTheBroker(name));
        return own;
    }

    /** Differs from delivery to delivery of the same message. */
    static boolean isOfTheBroker(String name) {
        return name.startsWith("JMSX") || name.startsWith("x-");
    }
}
