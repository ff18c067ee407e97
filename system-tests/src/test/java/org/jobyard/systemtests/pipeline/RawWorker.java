package org.jobyard.systemtests.pipeline;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.jobyard.systemtests.Jobyard;

/** A worker written from docs/worker-protocol.md with nothing but an AMQP client, as one in another language. */
final class RawWorker implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Connection connection;
    private final Channel channel;
    private final String type;
    private final int places;
    private final String name = "raw-" + UUID.randomUUID();
    private final String instance = UUID.randomUUID().toString();
    private final List<Delivery> dispatches = new CopyOnWriteArrayList<>();
    private final List<Command> commands = new CopyOnWriteArrayList<>();

    /** A command to this worker, such as {@code accept}, and the execution it is about. */
    record Command(String kind, String execution) {}

    /** Declares what a worker declares, and takes dispatches of one type, up to {@code places} unacknowledged ones. */
    RawWorker(Jobyard jobyard, String type, int places) throws IOException, TimeoutException {
        this.type = type;
        this.places = places;
        connection = jobyard.broker().newConnection(name);
        channel = connection.createChannel();
        channel.confirmSelect();
        channel.exchangeDeclare("jobyard.work", "direct", true);
        channel.exchangeDeclare("jobyard.commands", "topic", true);
        String work = "jobyard.work." + type;
        channel.queueDeclare(work, true, false, false, Map.of("x-queue-type", "quorum"));
        channel.queueBind(work, "jobyard.work", type);
        String own = channel.queueDeclare().getQueue();
        channel.queueBind(own, "jobyard.commands", "worker." + name);
        channel.queueBind(own, "jobyard.commands", "all");
        channel.basicConsume(own, true, (tag, command) -> commands.add(read(command)), tag -> {});
        channel.basicQos(places);
        channel.basicConsume(work, false, (tag, dispatch) -> dispatches.add(dispatch), tag -> {});
    }

    private static Command read(Delivery command) {
        return new Command(header(command, "jobyard_command"), header(command, "jobyard_execution"));
    }

    /** A header as text; null when there is none. */
    static String header(Delivery delivery, String header) {
        Object value = delivery.getProperties().getHeaders().get(header);
        return value == null ? null : value.toString();
    }

    /** Says that it is there. */
    void hello() {
        event("hello", Map.of(), presence());
    }

    private ObjectNode presence() {
        ObjectNode body = body().put("capacity", places).put("software", "raw").put("host", "here");
        body.put("leaseSeconds", 60).putArray("types").add(type);
        body.putArray("holding");
        return body;
    }

    /** Waits for a number of dispatches in all, and gives them in the order of their arrival. */
    List<Delivery> awaitDispatches(int count) {
        await("dispatches of " + type).atMost(LIMIT).until(() -> dispatches.size() >= count);
        return List.copyOf(dispatches);
    }

    /** Tells that it takes up what was dispatched. */
    void started(String job, String execution) {
        event("started", of(job, execution), body().put("at", Instant.now().toString()));
    }

    /** Waits for a command about an execution. */
    void awaitCommand(String kind, String execution) {
        await(kind + " of " + execution + " among " + commands)
                .atMost(LIMIT)
                .until(() -> commands.contains(new Command(kind, execution)));
    }

    /** Sends a piece of stdout. */
    void log(Delivery dispatch, long offset, String text) {
        Map<String, Object> headers = new HashMap<>(of(dispatch));
        headers.put("jobyard_stream", "stdout");
        headers.put("jobyard_offset", offset);
        publish("log", headers, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Tells how far it is. */
    void progress(Delivery dispatch, double fraction, String message) {
        event("progress", of(dispatch), body().put("fraction", fraction).put("message", message));
    }

    /** Tells that it succeeded. */
    void succeeded(Delivery dispatch, long stdoutBytes, ObjectNode result) {
        ObjectNode body = body().put("outcome", "SUCCEEDED").put("stdoutBytes", stdoutBytes);
        body.set("result", result);
        event("result", of(dispatch), body);
    }

    /** Answers in the plain form: the result and nothing else, to where the dispatch says. */
    void answerPlainly(Delivery dispatch, String result) {
        BasicProperties asked = dispatch.getProperties();
        send(
                asked.getReplyTo(),
                new BasicProperties.Builder()
                        .correlationId(asked.getCorrelationId())
                        .contentType("application/json")
                        .deliveryMode(2)
                        .build(),
                result.getBytes(StandardCharsets.UTF_8));
    }

    /** Acknowledges a dispatch. */
    void acknowledge(Delivery dispatch) {
        try {
            channel.basicAck(dispatch.getEnvelope().getDeliveryTag(), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode body() {
        return JsonNodeFactory.instance.objectNode().put("v", 1);
    }

    private static Map<String, Object> of(Delivery dispatch) {
        return of(header(dispatch, "jobyard_job"), header(dispatch, "jobyard_execution"));
    }

    private static Map<String, Object> of(String job, String execution) {
        return Map.of("jobyard_job", job, "jobyard_execution", execution);
    }

    private void event(String kind, Map<String, Object> headers, ObjectNode body) {
        try {
            publish(kind, headers, new ObjectMapper().writeValueAsBytes(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void publish(String kind, Map<String, Object> headers, byte[] body) {
        Map<String, Object> all = new HashMap<>(headers);
        all.put("jobyard_event", kind);
        all.put("jobyard_worker", name);
        all.put("jobyard_worker_instance", instance);
        send(
                "jobyard.events",
                new BasicProperties.Builder().headers(all).deliveryMode(2).build(),
                body);
    }

    private void send(String queue, BasicProperties properties, byte[] body) {
        try {
            channel.basicPublish("", queue, true, properties, body);
            channel.waitForConfirmsOrDie(LIMIT.toMillis());
        } catch (IOException | TimeoutException e) {
            throw new UncheckedIOException(new IOException("publish to " + queue, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        event("bye", Map.of(), presence());
        connection.close();
    }
}
