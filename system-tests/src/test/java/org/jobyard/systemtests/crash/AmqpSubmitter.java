package org.jobyard.systemtests.crash;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.jobyard.systemtests.AmqpClient;

/** Over AMQP: accepted is what the broker has confirmed. */
record AmqpSubmitter(ConnectionFactory broker, String token) implements Submitter {
    /** One for all: a queue that is declared moments before the broker is killed may be forgotten (RabbitMQ 3.10). */
    private static final String QUEUE = "jobyard.client.crash-site";

    /** Has the queue for the answers made. */
    void prepare() throws IOException, TimeoutException {
        new AmqpClient(broker, token, QUEUE).close();
    }

    @Override
    public Optional<UUID> submit(ObjectNode job, String key) throws IOException {
        UUID id = UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
        try (AmqpClient client = new AmqpClient(broker, token, QUEUE)) {
            client.submit(id, job.put("v", 1).toString());
            return Optional.of(id);
        } catch (TimeoutException | ShutdownSignalException e) {
            return Optional.empty();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
