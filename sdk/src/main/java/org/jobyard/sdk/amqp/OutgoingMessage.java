package org.jobyard.sdk.amqp;

import com.rabbitmq.client.AMQP.BasicProperties;

/** A message to be sent. */
public final class OutgoingMessage {
    private final String exchange;
    private final String routingKey;
    private final BasicProperties properties;
    private final byte[] body;
    private final boolean keep;

    /**
     * Describes a message.
     *
     * @param exchange exchange; empty: the default one
     * @param routingKey routing key
     * @param properties properties and headers
     * @param body content; not copied
     * @param keep whether it is kept while the broker is away; a heartbeat is not, since it would be stale
     */
    public OutgoingMessage(String exchange, String routingKey, BasicProperties properties, byte[] body, boolean keep) {
        this.exchange = exchange;
        this.routingKey = routingKey;
        this.properties = properties;
        this.body = body;
        this.keep = keep;
    }

    String exchange() {
        return exchange;
    }

    String routingKey() {
        return routingKey;
    }

    BasicProperties properties() {
        return properties;
    }

    byte[] body() {
        return body;
    }

    boolean keep() {
        return keep;
    }

    /** The same message with another body. */
    OutgoingMessage withBody(byte[] other) {
        return new OutgoingMessage(exchange, routingKey, properties, other, keep);
    }

    /** The same message, dropped by the broker when nobody has taken it for so long, and not kept while it is away. */
    public OutgoingMessage fleeting(long lifetimeMillis) {
        BasicProperties limited =
                properties.builder().expiration(String.valueOf(lifetimeMillis)).build();
        return new OutgoingMessage(exchange, routingKey, limited, body, false);
    }
}
