package org.jobyard.sdk.amqp;

import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends messages in the order in which they were added, and holds each until the broker has confirmed it. When the
 * channel fails, the broker refuses, or a message reaches no queue, everything that is not confirmed is sent again in
 * order over a new channel: receivers see repetitions and never gaps, and the last copies come in order. An earlier copy
 * can come before its time only when the queue is made while messages are on their way to it.
 *
 * <p>Adding never waits. Those who produce much call {@link #awaitRoom} first. Beyond a few megabytes, bodies wait on
 * disk when there is a spool folder. Thread-safe.
 */
public final class Outbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private final Optional<Spool> spool;
    private final OutboxQueue queue;
    private final OutboxSender sender;
    private final Monitor monitor = new Monitor();

    /**
     * Prepares an empty outbox; {@link #open} begins to send.
     *
     * @param spoolFolder where bodies wait that are too many for the memory; empty: {@link #awaitRoom} waits earlier
     * @throws IOException when the spool folder cannot be used
     */
    public Outbox(Optional<Path> spoolFolder) throws IOException {
        spool = spoolFolder.isPresent() ? Optional.of(new Spool(spoolFolder.get())) : Optional.empty();
        queue = new OutboxQueue(spool);
        sender = new OutboxSender(queue, monitor);
    }

    /** Begins to send, as soon as there is a connection. */
    public void open() {
        sender.start();
    }

    /**
     * Sends over this connection from now on.
     *
     * @param first sent before all that waits
     */
    public void attach(Connection connection, OutgoingMessage first) {
        monitor.change(() -> {
            sender.attach(connection);
            queue.addFirst(first);
        });
    }

    /** Sends over this connection from now on. */
    public void attach(Connection connection) {
        sender.attach(connection);
    }

    /** The connection is gone: everything waits for the next one. */
    public void detach() {
        monitor.change(() -> {
            sender.detach();
            queue.dropFleeting();
        });
    }

    /** Adds a message at the end. */
    public void add(OutgoingMessage message) {
        add(message, () -> {});
    }

    /**
     * Adds a message at the end.
     *
     * @param whenConfirmed called once, on a thread of the broker's client: it must not wait
     */
    public void add(OutgoingMessage message, Runnable whenConfirmed) {
        monitor.change(() -> {
            if (message.keep() || sender.isAttached()) {
                queue.addLast(message, whenConfirmed);
            }
        });
    }

    /** Calls back when all that was added before is confirmed; at once when nothing waits. */
    public void whenAllConfirmed(Runnable action) {
        if (!monitor.get(() -> queue.afterLast(action))) {
            action.run();
        }
    }

    /** Waits until there is room for more. */
    public void awaitRoom() throws InterruptedException {
        monitor.awaitUntil(() -> !queue.isFull() || sender.isStopped());
    }

    /**
     * Waits until everything is confirmed.
     *
     * @return whether it was, in the given time
     */
    public boolean awaitEmpty(Duration atMost) throws InterruptedException {
        return monitor.awaitUntil(queue::isEmpty, atMost.toNanos());
    }

    /** Stops sending; what is not confirmed is lost with the process. */
    @Override
    public void close() {
        try {
            sender.stop();
            if (spool.isPresent()) {
                spool.get().close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warn("the spool could not be closed", e);
        }
    }
}
