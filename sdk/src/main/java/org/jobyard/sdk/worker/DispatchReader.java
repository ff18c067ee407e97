package org.jobyard.sdk.worker;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.LongString;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jobyard.sdk.message.Headers;
import org.jobyard.sdk.message.Json;
import org.jobyard.sdk.message.MalformedMessageException;

/** Reads dispatches and commands from AMQP messages. Headers come as texts or numbers, whoever wrote them. */
final class DispatchReader {
    private DispatchReader() {}

    /**
     * Reads a dispatch.
     *
     * @param type the type of the queue it came from
     * @throws MalformedMessageException when it is none
     */
    static Dispatch read(String type, BasicProperties properties, byte[] body) throws MalformedMessageException {
        Optional<UUID> job = id(properties, Headers.JOB);
        Optional<UUID> execution = id(properties, Headers.EXECUTION);
        if (job.isEmpty() || execution.isEmpty()) {
            throw malformed("no valid " + (job.isEmpty() ? Headers.JOB : Headers.EXECUTION));
        }
        return new Dispatch(
                job.get(),
                execution.get(),
                number(properties, Headers.ATTEMPT).orElse(1L).intValue(),
                type,
                text(properties, Headers.NAME).orElse(type),
                text(properties, Headers.TENANT).orElse("default"),
                text(properties, Headers.DESTINATION),
                number(properties, Headers.TIMEOUT_MS).map(Duration::ofMillis),
                instant(properties, Headers.DEADLINE),
                text(properties, Headers.TRACEPARENT),
                Json.readObject(body));
    }

    /** A header as id; empty when it is missing or none. */
    static Optional<UUID> id(BasicProperties properties, String header) {
        try {
            return text(properties, header).map(UUID::fromString);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A header as text; empty when it is missing. */
    static Optional<String> text(BasicProperties properties, String header) {
        return value(properties, header).map(Object::toString);
    }

    private static Optional<Long> number(BasicProperties properties, String header) throws MalformedMessageException {
        Optional<Object> value = value(properties, header);
        try {
            return value.map(v -> v instanceof Number n ? Long.valueOf(n.longValue()) : Long.valueOf(v.toString()));
        } catch (NumberFormatException e) {
            throw malformed("no number in " + header);
        }
    }

    private static Optional<Instant> instant(BasicProperties properties, String header)
            throws MalformedMessageException {
        try {
            return text(properties, header).map(Instant::parse);
        } catch (DateTimeException e) {
            throw malformed("no instant in " + header);
        }
    }

    private static Optional<Object> value(BasicProperties properties, String header) {
        Map<String, Object> headers = properties.getHeaders();
        Object value = headers == null ? null : headers.get(header);
        return Optional.ofNullable(value instanceof LongString text ? text.toString() : value);
    }

    private static MalformedMessageException malformed(String reason) {
        return new MalformedMessageException("", reason, null);
    }
}
