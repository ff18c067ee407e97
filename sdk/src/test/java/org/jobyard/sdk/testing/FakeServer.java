package org.jobyard.sdk.testing;

import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Delivery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.jobyard.embedded.PrivateRabbit;
import org.jobyard.sdk.message.CommandKind;
import org.jobyard.sdk.message.EventKind;
import org.jobyard.sdk.message.Headers;
import org.jobyard.sdk.message.Json;
import org.jobyard.sdk.message.MalformedMessageException;
import org.jobyard.sdk.message.Queues;
import org.jobyard.sdk.message.Result;

/** The server's side of the worker protocol as far as a worker can tell: dispatches, listens, and answers. */
public final class FakeServer implements AutoCloseable {
    private static final Map<String, Object> QUORUM = Map.of("x-queue-type", "quorum");

    private final PrivateRabbit rabbit;
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private volatile CommandKind answer = CommandKind.ACCEPT;
    private volatile boolean answering = true;
    private Connection connection;
    private Channel channel;

    /** Connects, and empties the queues that other tests may have left. */
    public FakeServer(PrivateRabbit rabbit, String... types) {
        this.rabbit = rabbit;
        connect();
        try {
            channel.queuePurge(Queues.DEAD_LETTERS);
            for (String type : types) {
                channel.queueDeclare(Queues.workQueue(type), true, false, false, QUORUM);
                channel.queueBind(Queues.workQueue(type), Queues.WORK_EXCHANGE, type);
                channel.queuePurge(Queues.workQueue(type));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connects (again, when the broker was away). */
    public void connect() {
        var factory = new ConnectionFactory();
        factory.setHost(rabbit.host());
        factory.setPort(rabbit.port());
        factory.setUsername(rabbit.user());
        factory.setPassword(rabbit.password());
        factory.setAutomaticRecoveryEnabled(false);
        try {
            connection = factory.newConnection("fake server");
            channel = connection.createChannel();
            channel.confirmSelect();
            channel.exchangeDeclare(Queues.WORK_EXCHANGE, BuiltinExchangeType.DIRECT, true);
            channel.exchangeDeclare(Queues.COMMAND_EXCHANGE, BuiltinExchangeType.TOPIC, true);
            channel.queueDeclare(Queues.EVENTS, true, false, false, QUORUM);
            channel.queueDeclare(Queues.DEAD_LETTERS, true, false, false, QUORUM);
            Channel consuming = connection.createChannel();
            consuming.basicConsume(Queues.EVENTS, true, (tag, message) -> received(message), tag -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /** From now on a start is answered so. */
    public void answerWith(CommandKind kind) {
        answer = kind;
    }

    /** From now on a start is, or is not, answered. */
    public void answering(boolean value) {
        answering = value;
    }

    /** Dispatches a job with a fresh execution id. */
    public UUID dispatch(String type, String parameters, Map<String, Object> more) {
        UUID execution = UUID.randomUUID();
        dispatch(type, execution, parameters, more);
        return execution;
    }

    /** Dispatches a job. */
    public void dispatch(String type, UUID execution, String parameters, Map<String, Object> more) {
        Map<String, Object> headers = new HashMap<>(Map.of(
                Headers.JOB,
                jobOf(execution).toString(),
                Headers.EXECUTION,
                execution.toString(),
                Headers.ATTEMPT,
                1,
                Headers.TYPE,
                type,
                Headers.NAME,
                "a job",
                Headers.TENANT,
                "default"));
        headers.putAll(more);
        headers.values().removeIf(String.valueOf("-")::equals);
        publish(Queues.WORK_EXCHANGE, type, headers, parameters.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** The job to which the fake server's execution belongs. */
    public static UUID jobOf(UUID execution) {
        return new UUID(execution.getMostSignificantBits(), ~execution.getLeastSignificantBits());
    }

    /** Sends a command about an execution to a worker. */
    public void command(String worker, CommandKind kind, UUID execution, Map<String, Object> more) {
        Map<String, Object> headers = new HashMap<>(Map.of(
                Headers.COMMAND, kind.wire(),
                Headers.JOB, jobOf(execution).toString(),
                Headers.EXECUTION, execution.toString()));
        headers.putAll(more);
        publish(Queues.COMMAND_EXCHANGE, Queues.commandKey(worker), headers, new byte[0]);
    }

    /** Publishes anything. */
    public synchronized void publish(String exchange, String key, Map<String, Object> headers, byte[] body) {
        var properties =
                new BasicProperties.Builder().deliveryMode(2).headers(headers).build();
        try {
            channel.basicPublish(exchange, key, properties, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All events of an execution so far, in the order in which they came. */
    public List<Event> events(UUID execution) {
        return events.stream()
                .filter(e -> e.kind() != EventKind.HELLO && e.kind() != EventKind.BYE)
                .filter(e -> e.execution().equals(execution))
                .toList();
    }

    /** All events of a kind so far. */
    public List<Event> events(EventKind kind) {
        return events.stream().filter(e -> e.kind() == kind).toList();
    }

    /** The kinds of an execution's events so far, without repetitions in a row. */
    public List<EventKind> kinds(UUID execution) {
        var kinds = new java.util.ArrayList<EventKind>();
        for (Event event : events(execution)) {
            if (kinds.isEmpty() || kinds.get(kinds.size() - 1) != event.kind()) {
                kinds.add(event.kind());
            }
        }
        return kinds;
    }

    /** Waits for the execution's result. */
    public Result result(UUID execution) {
        await("result of " + execution)
                .atMost(Duration.ofSeconds(60))
                .until(() -> kinds(execution).contains(EventKind.RESULT));
        return results(execution).get(0);
    }

    /** All results of an execution so far. */
    public List<Result> results(UUID execution) {
        return events(execution).stream()
                .filter(e -> e.kind() == EventKind.RESULT)
                .map(e -> {
                    try {
                        return Json.read(e.body(), Result.class);
                    } catch (MalformedMessageException malformed) {
                        throw new AssertionError(malformed);
                    }
                })
                .toList();
    }

    /** The gap-free prefix of a stream, put together by offsets as the server does it. */
    public byte[] log(UUID execution, String stream) {
        var log = new ByteArrayOutputStream();
        for (Event event : events(execution)) {
            if (event.kind() == EventKind.LOG
                    && event.header(Headers.STREAM).equals(stream)
                    && Long.parseLong(event.header(Headers.OFFSET)) == log.size()) {
                log.writeBytes(event.body());
            }
        }
        return log.toByteArray();
    }

    /** Messages that wait in a queue for a consumer. */
    public synchronized long ready(String queue) {
        try {
            return channel.messageCount(queue);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Consumers of a queue. */
    public synchronized long consumers(String queue) {
        try {
            return channel.consumerCount(queue);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for a message in the dead letters and takes it. */
    public Delivery dead() {
        return await("dead letter").atMost(Duration.ofSeconds(20)).until(this::takeDead, java.util.Objects::nonNull);
    }

    private synchronized Delivery takeDead() throws IOException {
        var got = channel.basicGet(Queues.DEAD_LETTERS, true);
        return got == null ? null : new Delivery(got.getEnvelope(), got.getProps(), got.getBody());
    }

    private void received(Delivery message) {
        var kind = EventKind.valueOf(message.getProperties()
                .getHeaders()
                .get(Headers.EVENT)
                .toString()
                .toUpperCase(Locale.ROOT));
        var event = new Event(kind, message);
        events.add(event);
        if (kind == EventKind.STARTED && answering) {
            command(event.header(Headers.WORKER), answer, event.execution(), Map.of());
        }
    }

    @Override
    public void close() {
        connection.abort();
    }
}
