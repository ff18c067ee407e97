package org.jobyard.sdk.testing;

import com.rabbitmq.client.Delivery;
import java.util.UUID;
import org.jobyard.sdk.message.EventKind;
import org.jobyard.sdk.message.Headers;

/** An event as the server received it. */
public record Event(EventKind kind, Delivery message) {
    /** A header as text. */
    public String header(String name) {
        return message.getProperties().getHeaders().get(name).toString();
    }

    /** The execution it concerns. */
    public UUID execution() {
        return UUID.fromString(header(Headers.EXECUTION));
    }

    /** Its body. */
    public byte[] body() {
        return message.getBody();
    }
}
