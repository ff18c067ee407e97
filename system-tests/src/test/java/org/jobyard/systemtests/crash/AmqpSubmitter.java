package org.jobyard.systemtests.crash;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.jobyard.systemtests.AmqpClient;

/** Over AMQP: accepted is what the broker has confirmed. */
record AmqpSubmitter(ConnectionFactory broker, String token) implements Submitter {
    @Override
    public Optional<UUID> submit(ObjectNode job, String key) throws IOException {
        UUID id = UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
        try (AmqpClient client = new AmqpClient(broker, token)) {
            client.submit(id, job.put("v", 1).toString());
            return Optional.of(id);
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
