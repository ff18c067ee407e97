package org.jobyard.sdk.worker;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jobyard.sdk.amqp.Link;
import org.jobyard.sdk.amqp.LinkListener;
import org.jobyard.sdk.amqp.Outbox;
import org.jobyard.sdk.amqp.OutgoingMessage;
import org.jobyard.sdk.message.CommandKind;
import org.jobyard.sdk.message.Headers;
import org.jobyard.sdk.message.Queues;
import org.jobyard.sdk.message.WorkerMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a worker does with each new connection, in this order: declare its queues, listen to commands, take dispatches,
 * say hello.
 */
final class WorkerConnection implements LinkListener {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerConnection.class);

    private final WorkerIdentity worker;
    private final List<Intake> intakes;
    private final Executions executions;
    private final Modes modes;
    private final Outbox outbox;
    private final Supplier<OutgoingMessage> hello;
    private final Control control;

    WorkerConnection(
            WorkerIdentity worker,
            List<Intake> intakes,
            Executions executions,
            Modes modes,
            Outbox outbox,
            Supplier<OutgoingMessage> hello,
            Control control) {
        this.worker = worker;
        this.intakes = intakes;
        this.executions = executions;
        this.modes = modes;
        this.outbox = outbox;
        this.hello = hello;
        this.control = control;
    }

    @Override
    public void connected(Connection connection) throws IOException {
        declare(connection);
        Map<Intake, Channel> channels = new HashMap<>();
        for (Intake intake : intakes) {
            channels.put(intake, channel(connection));
        }
        control.execute(() -> channels.forEach(Intake::opened));
        outbox.attach(connection, hello.get());
    }

    @Override
    public void disconnected() {
        outbox.detach();
        control.execute(() -> {
            intakes.forEach(Intake::lost);
            executions.disconnected();
        });
    }

    private void declare(Connection connection) throws IOException {
        try (Channel channel = connection.createChannel()) {
            channel.exchangeDeclare(Queues.WORK_EXCHANGE, BuiltinExchangeType.DIRECT, true);
            channel.exchangeDeclare(Queues.COMMAND_EXCHANGE, BuiltinExchangeType.TOPIC, true);
            channel.queueDeclare(Queues.DEAD_LETTERS, true, false, false, Map.of("x-queue-type", "quorum"));
            for (Intake intake : intakes) {
                String type = intake.work().type();
                channel.queueDeclare(Queues.workQueue(type), true, false, false, Map.of("x-queue-type", "quorum"));
                channel.queueBind(Queues.workQueue(type), Queues.WORK_EXCHANGE, type);
            }
        } catch (TimeoutException | ShutdownSignalException e) {
            throw new IOException(e);
        }
        Channel commands = channel(connection);
        String queue = commands.queueDeclare("", false, true, true, null).getQueue();
        commands.queueBind(queue, Queues.COMMAND_EXCHANGE, Queues.commandKey(worker.name()));
        commands.queueBind(queue, Queues.COMMAND_EXCHANGE, Queues.ALL_WORKERS);
        commands.basicConsume(
                queue,
                true,
                (consumer, message) -> command(message.getProperties()),
                consumer -> Link.abortLater(connection));
    }

    /** A channel whose failure ends the connection: then everything is declared and consumed anew. */
    private static Channel channel(Connection connection) throws IOException {
        Channel channel = connection.createChannel();
        if (channel == null) {
            throw new IOException("the connection has no channel left");
        }
        channel.addShutdownListener(cause -> {
            if (!cause.isHardError()) {
                LOG.warn("a channel was closed: {}", cause.getMessage());
                Link.abortLater(connection);
            }
        });
        return channel;
    }

    private void command(BasicProperties properties) {
        String kind = DispatchReader.text(properties, Headers.COMMAND).orElse("");
        Optional<UUID> job = DispatchReader.id(properties, Headers.JOB);
        Optional<UUID> execution = DispatchReader.id(properties, Headers.EXECUTION);
        Optional<UUID> instance = DispatchReader.id(properties, Headers.WORKER_INSTANCE);
        if (instance.isPresent() && !instance.get().equals(worker.instance())) {
            LOG.debug("a command for another start of this worker: {}", kind);
        } else if (kind.equals(CommandKind.HELLO.wire())) {
            control.execute(() -> outbox.add(hello.get()));
        } else if (kind.equals(CommandKind.MODE.wire()) && instance.isPresent()) {
            mode(DispatchReader.text(properties, Headers.MODE).orElse(""));
        } else if (kind.equals(CommandKind.ACCEPT.wire()) && execution.isPresent() && job.isPresent()) {
            control.execute(() -> executions.accepted(job.get(), execution.get()));
        } else if ((kind.equals(CommandKind.CANCEL.wire()) || kind.equals(CommandKind.REVOKE.wire()))
                && execution.isPresent()
                && job.isPresent()) {
            control.execute(() -> executions.stopped(job.get(), execution.get()));
        } else if ((kind.equals(CommandKind.PAUSE.wire()) || kind.equals(CommandKind.CONTINUE.wire()))
                && execution.isPresent()
                && job.isPresent()) {
            boolean wanted = kind.equals(CommandKind.PAUSE.wire());
            control.execute(() -> executions.paused(job.get(), execution.get(), wanted));
        } else {
            LOG.warn("a command that is not understood: {}", kind);
        }
    }

    private void mode(String wanted) {
        for (WorkerMode mode : WorkerMode.values()) {
            if (mode.name().equals(wanted)) {
                control.execute(() -> modes.enter(mode));
                return;
            }
        }
        LOG.warn("a mode that is not known: {}", wanted);
    }
}
