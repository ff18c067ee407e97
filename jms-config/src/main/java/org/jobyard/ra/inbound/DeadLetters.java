package org.jobyard.ra.inbound;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jobyard.ra.message.OutboundMessage;
import org.jobyard.ra.publish.Confirm;

/** Puts messages that could not be handled aside, with all a person needs to judge them and to send them back. */
final class DeadLetters {
    private static final int LONGEST_REASON = 500;

    private final String queue;
    private final BiConsumer<OutboundMessage, Confirm> publish;

    DeadLetters(String queue, BiConsumer<OutboundMessage, Confirm> publish) {
        this.queue = queue;
        this.publish = publish;
    }

    /** Publishes a failed delivery to the dead letters. */
    void bury(Delivery delivery, String origin, Confirm confirm) {
        Map<String, Object> reasons = new HashMap<>();
        reasons.put("dead_attempts", delivery.attempts());
        reasons.put("dead_first_failure", String.valueOf(delivery.firstFailure()));
        reasons.put("dead_last_failure", String.valueOf(delivery.lastFailure()));
        describe(delivery.lastCause(), reasons);
        bury(delivery.message().raw(), origin, reasons, confirm);
    }

    /** Publishes what is not even a message to the dead letters. */
    void bury(OutboundMessage raw, String origin, Exception reason, Instant now, Confirm confirm) {
        Map<String, Object> reasons = new HashMap<>();
        reasons.put("dead_attempts", 0);
        reasons.put("dead_first_failure", now.toString());
        reasons.put("dead_last_failure", now.toString());
        describe(reason, reasons);
        bury(raw, origin, reasons, confirm);
    }

    private void bury(OutboundMessage raw, String origin, Map<String, Object> reasons, Confirm confirm) {
        reasons.put("dead_queue", origin);
        reasons.put("dead_exchange", raw.exchange());
        reasons.put("dead_routing_key", raw.routingKey());
        publish.accept(raw.redirectedTo(queue, reasons), confirm);
    }

    private static void describe(Throwable cause, Map<String, Object> reasons) {
        if (cause == null) {
            reasons.put("dead_reason", "rolled back by the listener");
            return;
        }
        Throwable root = cause;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String reason = root.toString();
        reasons.put("dead_reason", reason.substring(0, Math.min(reason.length(), LONGEST_REASON)));
        reasons.put("dead_stack_digest", stackDigest(root));
    }

    /** The same for the same place in the code, whatever the message says: it groups dead letters. */
    private static String stackDigest(Throwable root) {
        StringWriter frames = new StringWriter();
        PrintWriter out = new PrintWriter(frames);
        out.println(root.getClass().getName());
        for (StackTraceElement frame : root.getStackTrace()) {
            out.println(frame.getClassName() + '.' + frame.getMethodName());
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(frames.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
