package org.jobyard.ra.api;

import jakarta.jms.Queue;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Where a message goes in AMQP terms: an exchange and a routing key. A JMS queue is the default exchange with the
 * queue's name as key. Immutable.
 *
 * @param exchange name of the exchange; empty: the default exchange; never null
 * @param routingKey the routing key; never null
 * @param bestEffort true: a message that no queue takes is dropped and counted; false: it is kept in the queue for
 *     unroutable messages
 */
public record AmqpDestination(String exchange, String routingKey, boolean bestEffort) implements Queue, Serializable {
    private static final int LONGEST_NAME = 255;

    /** Checks what AMQP asks of the names: at most 255 bytes of UTF-8 each. */
    public AmqpDestination {
        requireShort("exchange", exchange);
        requireShort("routingKey", routingKey);
    }

    /** The destination whose unroutable messages are kept. */
    public static AmqpDestination of(String exchange, String routingKey) {
        return new AmqpDestination(exchange, routingKey, false);
    }

    /** A queue, through the default exchange. */
    public static AmqpDestination queue(String name) {
        return new AmqpDestination("", name, false);
    }

    /** The same destination, for messages that may be lost when nobody listens. */
    public AmqpDestination asBestEffort() {
        return new AmqpDestination(exchange, routingKey, true);
    }

    /** The routing key; for the default exchange that is the queue's name. */
    @Override
    public String getQueueName() {
        return routingKey;
    }

    private static void requireShort(String what, String value) {
        Objects.requireNonNull(value, what);
        if (value.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            throw new IllegalArgumentException(what + " is longer than 255 bytes: " + value);
        }
    }
}
