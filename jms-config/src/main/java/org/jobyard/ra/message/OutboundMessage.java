package org.jobyard.ra.message;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.util.HashMap;
import java.util.Map;

/**
 * A message on its way to the broker. Immutable as long as nobody changes the body's bytes.
 *
 * @param exchange name of the exchange; empty: the default exchange
 * @param routingKey the routing key
 * @param bestEffort true: dropped when no queue takes it; false: kept in the queue for unroutable messages
 * @param properties AMQP properties with the headers
 * @param body the raw body
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and a copy of each body would cost
public record OutboundMessage(
        String exchange, String routingKey, boolean bestEffort, BasicProperties properties, byte[] body) {

    /** The same message for another queue, with further headers that say why. */
    public OutboundMessage redirectedTo(String queue, Map<String, Object> reasons) {
        Map<String, Object> headers = new HashMap<>();
        if (properties.getHeaders() != null) {
            headers.putAll(properties.getHeaders());
        }
        headers.putAll(reasons);
        // Persistent and without expiry: it waits for a person.
        BasicProperties kept = properties
                .builder()
                .headers(headers)
                .deliveryMode(2)
                .expiration(null)
                .build();
        return new OutboundMessage("", queue, false, kept, body);
    }

    /** True when a returned message with these marks can be this one. */
    public boolean isLike(String otherExchange, String otherKey, BasicProperties other) {
        return exchange.equals(otherExchange)
                && routingKey.equals(otherKey)
                && properties.getMessageId().equals(other.getMessageId());
    }
}
