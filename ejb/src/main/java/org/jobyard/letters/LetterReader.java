package org.jobyard.letters;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jobyard.messaging.DeadLetters;
import org.jobyard.messaging.Incoming;
import org.jobyard.platform.Texts;
import org.jobyard.sdk.message.Headers;
import org.jobyard.sdk.message.Queues;

/** Reads dead letters. Whatever a message holds, it is read: there is no other place for it to go. */
final class LetterReader {
    private static final int LONGEST_REASON = 2000;

    private LetterReader() {}

    /**
     * Reads a message.
     *
     * @param now the time of what says no time of its own
     */
    static Letter read(LetterKind kind, Incoming message, Instant now) {
        boolean failed = kind == LetterKind.FAILED;
        UUID job = uuid(message.header(Headers.JOB));
        String exchange = failed ? "" : orEmpty(message.header(Marks.RETURNED_EXCHANGE));
        boolean dispatch = exchange.equals(Queues.WORK_EXCHANGE) && job != null;
        Instant last = time(message.header(failed ? DeadLetters.AT : Marks.RETURNED_AT), now);
        return new Letter(
                kind,
                reason(failed, message),
                text(message.header(Marks.STACK_DIGEST)),
                number(message.header(Marks.ATTEMPTS), 1),
                time(failed ? message.header(Marks.FIRST) : null, last),
                last,
                exchange,
                orEmpty(
                        failed
                                ? either(message, DeadLetters.ORIGIN, Headers.DEAD_QUEUE)
                                : message.header(Marks.RETURNED_KEY)),
                job,
                uuid(message.header(Headers.EXECUTION)),
                message.header(Headers.TOKEN),
                number(message.header(Marks.SENT_BACK), 0),
                text(message.correlationId()),
                storable(Marks.without(message.headers())),
                message.body(),
                dispatch ? digest("dispatch " + job, new byte[0]) : fingerprint(kind, message));
    }

    private static String reason(boolean failed, Incoming message) {
        String reason = failed
                ? either(message, DeadLetters.REASON, Headers.DEAD_REASON)
                : message.header(Marks.RETURNED_REASON);
        return reason == null ? "no reason was given" : Texts.shortened(text(reason), LONGEST_REASON);
    }

    private static String either(Incoming message, String one, String other) {
        return message.header(one) == null ? message.header(other) : message.header(one);
    }

    private static String text(String text) {
        return Texts.storableForm(text);
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text(text);
    }

    private static int number(String text, int otherwise) {
        return text != null && text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : otherwise;
    }

    private static Instant time(String text, Instant otherwise) {
        try {
            return text == null ? otherwise : Instant.parse(text);
        } catch (DateTimeException notATime) {
            return otherwise;
        }
    }

    private static UUID uuid(String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException notAnId) {
            return null;
        }
    }

    private static Map<String, Object> storable(Map<String, Object> headers) {
        Map<String, Object> storable = new LinkedHashMap<>();
        headers.forEach((name, value) -> {
            boolean kept = value instanceof Boolean
                    || value instanceof Integer
                    || value instanceof Long
                    || value instanceof Short
                    || value instanceof Byte
                    || (value instanceof Double number && Double.isFinite(number))
                    || (value instanceof Float single && Float.isFinite(single));
            storable.put(text(name), kept ? value : text(value.toString()));
        });
        return storable;
    }

    private static byte[] fingerprint(LetterKind kind, Incoming message) {
        UUID sentAs = uuid(message.header(Marks.SENT_AS));
        if (sentAs != null) {
            return digest(kind + " once more " + sentAs, message.body());
        }
        Map<String, Object> delivered = new TreeMap<>(message.headers());
        delivered.keySet().removeIf(Marks::isOfTheBroker);
        return digest(kind + " " + message.correlationId() + " " + delivered, message.body());
    }

    private static byte[] digest(String text, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(text.getBytes(StandardCharsets.UTF_8));
            return digest.digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
