package org.jobyard.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Delivery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A submitter that knows nothing but AMQP and docs/worker-protocol.md, as one in another language. */
public final class AmqpClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Connection connection;
    private final Channel channel;
    private final String token;
    private final String queue;
    private final List<Received> received = new CopyOnWriteArrayList<>();

    /** A client with a queue of its own, which shows this token. */
    public AmqpClient(Jobyard jobyard, String token) throws IOException, TimeoutException {
        this(jobyard.broker(), token);
    }

    /** The same, at a broker that is none of a {@link Jobyard}'s. */
    public AmqpClient(ConnectionFactory broker, String token) throws IOException, TimeoutException {
        this(broker, token, "jobyard.client." + UUID.randomUUID());
    }

    /** The same, with a queue that may be there already. */
    public AmqpClient(ConnectionFactory broker, String token, String queue) throws IOException, TimeoutException {
        this.token = token;
        this.queue = queue;
        connection = broker.newConnection("amqp-client-test");
        channel = connection.createChannel();
        channel.confirmSelect();
        channel.queueDeclare(queue, true, false, false, Map.of("x-expires", 600_000));
        channel.basicConsume(queue, true, (tag, delivery) -> received.add(Received.of(delivery)), tag -> {});
    }

    /**
     * A message to the client.
     *
     * @param event what it says, such as {@code status}
     * @param job the job it is about; null when it names none
     * @param body its body
     */
    public record Received(String event, String job, JsonNode body) {
        static Received of(Delivery delivery) throws IOException {
            Map<String, Object> headers = delivery.getProperties().getHeaders();
            Object job = headers.get("jobyard_job");
            return new Received(
                    headers.get("jobyard_event").toString(),
                    job == null ? null : job.toString(),
                    JSON.readTree(delivery.getBody()));
        }
    }

    /** Sends a submission and waits until the broker has it. */
    public void submit(UUID id, String body) {
        publish(
                "jobyard.submissions",
                new BasicProperties.Builder()
                        .messageId(id.toString())
                        .contentType("application/json")
                        .deliveryMode(2)
                        .replyTo(queue)
                        .headers(Map.of("jobyard_token", token))
                        .build(),
                body);
    }

    /** Asks for a job's cancellation and waits until the broker has the request. */
    public void cancel(UUID job) {
        publish(
                "jobyard.submissions",
                new BasicProperties.Builder()
                        .messageId(UUID.randomUUID().toString())
                        .deliveryMode(2)
                        .replyTo(queue)
                        .headers(Map.of(
                                "jobyard_token", token, "jobyard_request", "cancel", "jobyard_job", job.toString()))
                        .build(),
                "");
    }

    /** Sends anything to a queue and waits until the broker has it. */
    public void publish(String target, BasicProperties properties, String body) {
        try {
            channel.basicPublish("", target, true, properties, body.getBytes(StandardCharsets.UTF_8));
            channel.waitForConfirmsOrDie(10_000);
        } catch (IOException | TimeoutException e) {
            throw new UncheckedIOException(new IOException("publish to " + target, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** All that came so far. */
    public List<Received> received() {
        return List.copyOf(received);
    }

    /** States that a job's messages told, in the order of their arrival; without the one of its end. */
    public List<String> statesOf(UUID job) {
        return received.stream()
                .filter(message -> job.toString().equals(message.job()))
                .flatMap(message -> Stream.concat(
                        message.body().path("passed").findValuesAsText("state").stream(),
                        message.event().equals("status")
                                ? Stream.of(message.body().path("state").asText())
                                : Stream.empty()))
                .toList();
    }

    /** How often each kind of message came for a job. */
    public Map<String, Integer> countsOf(UUID job) {
        Map<String, Integer> counts = new HashMap<>();
        received.stream()
                .filter(message -> job.toString().equals(message.job()))
                .forEach(message -> counts.merge(message.event(), 1, Integer::sum));
        return counts;
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
