package org.jobyard.sdk.amqp;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends messages in the order in which they were added, and holds each until the broker has confirmed it. When the
 * channel fails, the broker refuses, or a message reaches no queue, everything that is not confirmed is sent again in
 * order over a new channel: receivers see repetitions, never gaps and never a changed order.
 *
 * <p>Adding never waits. Those who produce much call {@link #awaitRoom} first. Beyond a few megabytes, bodies wait on
 * disk when there is a spool folder. Thread-safe.
 */
public final class Outbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final int WINDOW = 1_000;
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Optional<Spool> spool;
    private final OutboxQueue queue;
    private final Thread sender = new Thread(this::run, "jobyard-outbox");
    private Connection connection;
    private Channel channel;
    private long retryAtNanos;
    private boolean closed;

    /**
     * Prepares an empty outbox; {@link #open} begins to send.
     *
     * @param spoolFolder where bodies wait that are too many for the memory; empty: {@link #awaitRoom} waits earlier
     * @throws IOException when the spool folder cannot be used
     */
    public Outbox(Optional<Path> spoolFolder) throws IOException {
        spool = spoolFolder.isPresent() ? Optional.of(new Spool(spoolFolder.get())) : Optional.empty();
        queue = new OutboxQueue(spool);
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
        locked(() -> {
            attach(connection);
            queue.addFirst(first);
        });
    }

    /** Sends over this connection from now on. */
    public void attach(Connection connection) {
        locked(() -> {
            this.connection = connection;
            retryAtNanos = System.nanoTime();
        });
    }

    /** The connection is gone: everything waits for the next one. */
    public void detach() {
        locked(() -> {
            connection = null;
            channel = null;
            queue.recall();
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
        locked(() -> {
            if (message.keep() || connection != null) {
                queue.addLast(message, whenConfirmed);
            }
        });
    }

    /** Calls back when all that was added before is confirmed; at once when nothing waits. */
    public void whenAllConfirmed(Runnable action) {
        if (!lockedGet(() -> queue.afterLast(action))) {
            action.run();
        }
    }

    /** Waits until there is room for more. */
    public void awaitRoom() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (queue.isFull() && !closed) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until everything is confirmed.
     *
     * @return whether it was, in the given time
     */
    public boolean awaitEmpty(Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (!queue.isEmpty()) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Stops sending; what is not confirmed is lost with the process. */
    @Override
    public void close() {
        locked(() -> closed = true);
        try {
            sender.join();
            if (spool.isPresent()) {
                spool.get().close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warn("the spool could not be closed", e);
        }
    }

    private void run() {
        try {
            while (awaitWork()) {
                if (lockedGet(() -> channel == null)) {
                    openChannel();
                } else {
                    sendNext();
                }
            }
        } catch (InterruptedException e) {
            LOG.warn("interrupted: nothing is sent any more");
        }
    }

    /** Waits for a message to send or a channel to open; false at the end. */
    private boolean awaitWork() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed) {
                boolean nothingToDo = connection == null
                        || (channel != null && (!queue.hasUnsent() || queue.unconfirmed() >= WINDOW));
                long pause = retryAtNanos - System.nanoTime();
                if (nothingToDo) {
                    changed.await();
                } else if (channel == null && pause > 0) {
                    changed.awaitNanos(pause);
                } else {
                    return true;
                }
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void openChannel() {
        Connection target = lockedGet(() -> connection);
        if (target == null) {
            return;
        }
        try {
            Channel opened = target.createChannel();
            if (opened == null) {
                throw new IOException("the connection has no channel left");
            }
            opened.confirmSelect();
            opened.addConfirmListener(
                    (number, multiple) -> confirmed(opened, number, multiple),
                    (number, multiple) -> failed(opened, "the broker refused a message"));
            opened.addReturnListener(
                    returned -> failed(opened, "no queue " + returned.getRoutingKey() + " yet; is the server up?"));
            opened.addShutdownListener(cause -> {
                // With the connection, the link has told already.
                if (!cause.isHardError()) {
                    failed(opened, Reasons.of(cause));
                }
            });
            locked(() -> channel = connection == target ? opened : channel);
        } catch (IOException | ShutdownSignalException e) {
            LOG.debug("no channel", e);
            locked(() -> retryAtNanos = System.nanoTime() + RETRY_NANOS);
        }
    }

    private void sendNext() {
        Channel target = null;
        OutgoingMessage message;
        try {
            lock.lock();
            try {
                target = channel;
                if (target == null || !queue.hasUnsent()) {
                    return;
                }
                message = queue.send(target.getNextPublishSeqNo());
            } finally {
                lock.unlock();
            }
            // Outside the lock: the socket makes us wait while the broker is short of memory or disk.
            target.basicPublish(message.exchange(), message.routingKey(), true, message.properties(), message.body());
        } catch (ShutdownSignalException e) {
            if (e.isHardError()) {
                LOG.debug("the connection has gone", e);
            } else {
                failed(target, Reasons.of(e));
            }
        } catch (IOException e) {
            failed(target, Reasons.of(e));
        }
    }

    private void confirmed(Channel source, long number, boolean multiple) {
        List<Runnable> actions = lockedGet(() -> source == channel ? queue.confirm(number, multiple) : List.of());
        actions.forEach(Runnable::run);
    }

    /** Later confirms of this channel do not count: a returned message is confirmed as well, after its return. */
    private void failed(Channel source, String reason) {
        boolean wasCurrent = lockedGet(() -> {
            if (source != channel) {
                return false;
            }
            channel = null;
            queue.recall();
            retryAtNanos = System.nanoTime() + RETRY_NANOS;
            return true;
        });
        if (wasCurrent) {
            LOG.warn("sending again in a moment: {}", reason);
            // On a thread of its own: this one may be the connection's, on which closing would wait for itself.
            new Thread(() -> abort(source), "jobyard-channel-end").start();
        }
    }

    private static void abort(Channel source) {
        try {
            source.abort();
        } catch (IOException e) {
            LOG.debug("the channel was gone already", e);
        }
    }

    private void locked(Runnable action) {
        lockedGet(() -> {
            action.run();
            return true;
        });
    }

    private <T> T lockedGet(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            changed.signalAll();
            lock.unlock();
        }
    }
}
