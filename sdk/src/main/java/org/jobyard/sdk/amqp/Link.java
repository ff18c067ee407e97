package org.jobyard.sdk.amqp;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one connection to the broker: the only place that connects, so that two losses at once make one new connection.
 * It tries for ever, at growing distances with some chance in them, so that many workers do not come back in step.
 */
public final class Link implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Link.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);
    /** A connection that lived shorter was not good: the pauses go on growing. */
    private static final Duration STABLE = Duration.ofSeconds(10);

    private static final int CLOSE_TIMEOUT_MS = 5_000;

    private final Broker broker;
    private final ConnectionFactory factory;
    private final String name;
    private final LinkListener listener;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile Connection current;

    /**
     * Prepares a link; {@link #open} begins to connect.
     *
     * @param name shown in the broker's list of connections
     */
    public Link(Broker broker, String name, LinkListener listener) {
        this.broker = broker;
        this.factory = broker.factory();
        this.name = name;
        this.listener = listener;
        this.thread = new Thread(this::run, "jobyard-link");
    }

    /** Begins to connect and returns at once. */
    public void open() {
        thread.start();
    }

    /**
     * Gives up a connection on which something failed; its link then makes a new one. Returns at once, so that it may be
     * called from the connection's own threads.
     */
    public static void abortLater(Connection connection) {
        new Thread(() -> connection.abort(CLOSE_TIMEOUT_MS), "jobyard-link-end").start();
    }

    /** Closes the connection and waits for the link's thread to end. */
    @Override
    public void close() {
        closing.countDown();
        Connection connection = current;
        if (connection != null) {
            connection.abort(CLOSE_TIMEOUT_MS);
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void run() {
        long pause = SHORTEST_PAUSE.toMillis();
        while (!isClosing()) {
            long began = System.nanoTime();
            try {
                use(factory.newConnection(name));
            } catch (IOException | TimeoutException e) {
                if (!isClosing()) {
                    LOG.warn("no connection to {}: {}", broker, Reasons.of(e));
                }
            } catch (InterruptedException e) {
                return;
            }
            boolean stable = System.nanoTime() - began > STABLE.toNanos();
            pause = stable ? SHORTEST_PAUSE.toMillis() : Math.min(pause * 2, LONGEST_PAUSE.toMillis());
            if (pausedUntilClosing(pause)) {
                return;
            }
        }
    }

    private void use(Connection connection) throws IOException, InterruptedException {
        var gone = new CountDownLatch(1);
        current = connection;
        try {
            connection.addShutdownListener(cause -> gone.countDown());
            listener.connected(connection);
            LOG.info("connected to {}", broker);
            if (!isClosing()) {
                gone.await();
            }
            if (!isClosing()) {
                LOG.warn("lost the connection to {}: {}", broker, Reasons.of(connection.getCloseReason()));
            }
        } catch (ShutdownSignalException e) {
            throw new IOException(e);
        } finally {
            current = null;
            connection.abort(CLOSE_TIMEOUT_MS);
            listener.disconnected();
        }
    }

    private boolean pausedUntilClosing(long millis) {
        try {
            return closing.await(millis / 2 + ThreadLocalRandom.current().nextLong(millis), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }
}
