package org.jobyard.messaging;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A message to be sent when the present transaction has committed.
 *
 * @param exchange name of the exchange; empty: the default exchange
 * @param routingKey routing key; with the default exchange the name of a queue
 * @param bestEffort true for what may be lost when nobody listens, and need not survive a restart of the broker
 * @param correlationId correlation id; may be null
 * @param replyTo queue for answers; may be null
 * @param headers texts and numbers
 * @param body the body, JSON where it is not a dead letter's
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record Outgoing(
        String exchange,
        String routingKey,
        boolean bestEffort,
        String correlationId,
        String replyTo,
        Map<String, Object> headers,
        byte[] body) {

    /** A message through an exchange. */
    public static Outgoing to(String exchange, String routingKey, byte[] body) {
        return new Outgoing(exchange, routingKey, false, null, null, Map.of(), body);
    }

    /** A message to a queue. */
    public static Outgoing toQueue(String queue, byte[] body) {
        return to("", queue, body);
    }

    /** The same, and may be lost. */
    public Outgoing asBestEffort() {
        return new Outgoing(exchange, routingKey, true, correlationId, replyTo, headers, body);
    }

    /** The same with a header; a null value adds nothing. */
    public Outgoing with(String header, Object value) {
        if (value == null) {
            return this;
        }
        Map<String, Object> more = new LinkedHashMap<>(headers);
        more.put(header, value instanceof UUID ? value.toString() : value);
        return new Outgoing(exchange, routingKey, bestEffort, correlationId, replyTo, more, body);
    }

    /** The same as a question with its place for answers. */
    public Outgoing asking(String correlation, String answersTo) {
        return new Outgoing(exchange, routingKey, bestEffort, correlation, answersTo, headers, body);
    }

    /** The same as an answer. */
    public Outgoing answering(String correlation) {
        return asking(correlation, replyTo);
    }
}
