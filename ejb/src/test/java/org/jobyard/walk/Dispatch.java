package org.jobyard.walk;

import java.util.UUID;
import org.jobyard.messaging.Outgoing;
import org.jobyard.sdk.message.Headers;

/** A message that gives a job to a worker of its type. */
record Dispatch(UUID job, UUID execution, String type) {
    static Dispatch of(Outgoing message) {
        return new Dispatch(id(message, Headers.JOB), id(message, Headers.EXECUTION), message.routingKey());
    }

    static UUID id(Outgoing message, String header) {
        Object value = message.headers().get(header);
        return value == null ? null : UUID.fromString(value.toString());
    }
}
