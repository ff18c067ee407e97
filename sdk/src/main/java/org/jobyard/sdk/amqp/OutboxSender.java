package org.jobyard.sdk.amqp;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what an outbox's queue holds, on a thread of its own, over a channel in confirm mode. A channel that failed is
 * replaced by a new one, over which all that is not confirmed is sent again. Thread-safe.
 */
final class OutboxSender {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxSender.class);
    private static final int WINDOW = 1_000;
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final OutboxQueue queue;
    private final Monitor monitor;
    private final Thread thread = new Thread(this::run, "jobyard-outbox");
    private Connection connection;
    private Channel channel;
    private long retryAtNanos;
    /** Set within the monitor; those who wait in it may ask without a change. */
    private volatile boolean stopped;

    /** Sends what this queue holds; the monitor guards both. */
    OutboxSender(OutboxQueue queue, Monitor monitor) {
        this.queue = queue;
        this.monitor = monitor;
    }

    void start() {
        thread.start();
    }

    /** Sends over this connection from now on. */
    void attach(Connection target) {
        monitor.change(() -> {
            connection = target;
            retryAtNanos = System.nanoTime();
        });
    }

    /** The connection is gone: what is not confirmed is to be sent again. */
    void detach() {
        monitor.change(() -> {
            connection = null;
            channel = null;
            queue.recall();
        });
    }

    boolean isAttached() {
        return monitor.get(() -> connection != null);
    }

    boolean isStopped() {
        return stopped;
    }

    /** Sends nothing any more; returns when the thread has ended. */
    void stop() throws InterruptedException {
        monitor.change(() -> stopped = true);
        thread.join();
    }

    private void run() {
        try {
            while (awaitWork()) {
                if (monitor.get(() -> channel == null)) {
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
        monitor.pauseFor(this::pauseNanos);
        return !stopped;
    }

    private long pauseNanos() {
        if (stopped) {
            return 0;
        }
        if (connection == null) {
            return Long.MAX_VALUE;
        }
        if (channel == null) {
            return retryAtNanos - System.nanoTime();
        }
        return queue.hasUnsent() && queue.unconfirmed() < WINDOW ? 0 : Long.MAX_VALUE;
    }

    private void openChannel() {
        Connection target = monitor.get(() -> connection);
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
            monitor.change(() -> channel = connection == target ? opened : channel);
        } catch (IOException | ShutdownSignalException e) {
            LOG.debug("no channel", e);
            monitor.change(() -> retryAtNanos = System.nanoTime() + RETRY_NANOS);
        }
    }

    private void sendNext() {
        Channel target = monitor.get(() -> channel);
        try {
            OutgoingMessage message = monitor.get(() -> takeFor(target));
            if (message != null) {
                // Not alone: the socket makes us wait while the broker is short of memory or disk.
                target.basicPublish(
                        message.exchange(), message.routingKey(), true, message.properties(), message.body());
            }
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

    /** The next message, counted as sent over this channel; null when the channel has been given up, or nothing waits. */
    private OutgoingMessage takeFor(Channel target) throws IOException {
        boolean usable = target != null && target == channel && queue.hasUnsent();
        return usable ? queue.send(target.getNextPublishSeqNo()) : null;
    }

    private void confirmed(Channel source, long number, boolean multiple) {
        List<Runnable> actions = monitor.get(() -> source == channel ? queue.confirm(number, multiple) : List.of());
        actions.forEach(Runnable::run);
    }

    /** Later confirms of this channel do not count: a returned message is confirmed as well, after its return. */
    private void failed(Channel source, String reason) {
        boolean wasCurrent = monitor.get(() -> {
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
}
