package org.jobyard.ra.broker;

import com.rabbitmq.client.BlockedListener;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jobyard.ra.Settings;
import org.jobyard.ra.api.QueueStatus;

/** Keeps the link to the broker up: one loop connects, declares the topology, waits for the end, and begins again. */
public final class BrokerLink implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(BrokerLink.class.getName());
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final int HEARTBEAT_SECONDS = 15;
    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

    private final ConnectionFactory factory;
    private final String clientName;
    private final Topology topology;
    private final List<LinkListener> listeners = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread loop = new Thread(this::run, "jobyard-broker-link");
    private volatile Link link;
    private volatile boolean blocked;
    private volatile String lastFailure;
    private int number;

    /**
     * A link that is not yet started.
     *
     * @throws IllegalArgumentException when the settings' URI cannot be used
     */
    public BrokerLink(Settings settings, Topology topology) {
        this.topology = topology;
        this.clientName = "jobyard " + settings.nodeId();
        this.factory = factory(settings);
        this.loop.setDaemon(true);
    }

    private static ConnectionFactory factory(Settings settings) {
        ConnectionFactory factory = new ConnectionFactory();
        try {
            factory.setUri(settings.uri());
            if (factory.isSSL()) {
                factory.useSslProtocol(javax.net.ssl.SSLContext.getDefault());
                factory.enableHostnameVerification();
            }
        } catch (URISyntaxException | GeneralSecurityException e) {
            throw new IllegalArgumentException("unusable broker address " + settings.uri(), e);
        }
        if (factory.getVirtualHost().isEmpty()) {
            // People write amqp://host/ and mean the default one, not one without a name.
            factory.setVirtualHost(ConnectionFactory.DEFAULT_VHOST);
        }
        factory.setUsername(settings.user());
        factory.setPassword(settings.password() == null ? "" : settings.password());
        // The loop below does this: it must declare and subscribe in its own order.
        factory.setAutomaticRecoveryEnabled(false);
        factory.setTopologyRecoveryEnabled(false);
        factory.setRequestedHeartbeat(HEARTBEAT_SECONDS);
        factory.setConnectionTimeout(CONNECT_TIMEOUT_MILLIS);
        return factory;
    }

    /** Adds a listener; before {@link #start}. */
    public void addListener(LinkListener listener) {
        listeners.add(listener);
    }

    /** Begins to connect, in a thread of its own. */
    public void start() {
        loop.start();
    }

    /** The link while it is up; null else. */
    public Link current() {
        return link;
    }

    /** True while the broker refuses to take messages, for want of memory or disk. */
    public boolean isBlocked() {
        return blocked;
    }

    /** What the last failed attempt to connect said; null: none failed. */
    public String lastFailure() {
        return lastFailure;
    }

    /**
     * Asks for a queue.
     *
     * @throws IOException when the broker cannot be asked
     */
    public Optional<QueueStatus> queue(String name) throws IOException {
        Link up = link;
        if (up == null) {
            throw new IOException("no connection to the broker: " + lastFailure);
        }
        Channel channel = up.publishing().createChannel();
        try {
            var found = channel.queueDeclarePassive(name);
            return Optional.of(new QueueStatus(name, found.getMessageCount(), found.getConsumerCount()));
        } catch (IOException e) {
            if (e.getCause() instanceof ShutdownSignalException signal
                    && signal.getReason() instanceof com.rabbitmq.client.AMQP.Channel.Close close
                    && close.getReplyCode() == com.rabbitmq.client.AMQP.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        } finally {
            channel.abort();
        }
    }

    /** Declares the topology again, because something of it is missing. */
    public void declareAgain() throws IOException {
        Link up = link;
        if (up != null) {
            topology.declare(up.publishing());
        }
    }

    /** What is declared with each link. */
    public Topology topology() {
        return topology;
    }

    /** Gives the link up, if there is one; the loop makes another. Waits a second at most. */
    public void renew(String reason) {
        Link up = link;
        if (up != null) {
            LOG.log(Level.WARNING, "Connecting to the broker anew: {0}", reason);
            abort(up.publishing());
        }
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        while (closed.getCount() > 0) {
            try {
                connectAndWait();
                pause = FIRST_PAUSE;
            } catch (IOException | TimeoutException | JMSException | RuntimeException e) {
                lastFailure = reason(e);
                LOG.log(Level.WARNING, "No connection to the broker: {0}", lastFailure);
                LOG.log(Level.FINE, "No connection to the broker", e);
                pause = longer(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            if (!waitFor(pause)) {
                return;
            }
        }
    }

    /** The client's outer exceptions often say nothing. */
    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getMessage() == null && root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }

    private void connectAndWait() throws IOException, TimeoutException, JMSException, InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        Connection publishing = null;
        Connection consuming = null;
        try {
            publishing = factory.newConnection(clientName + " publisher");
            consuming = factory.newConnection(clientName + " consumer");
            publishing.addShutdownListener(cause -> ended.countDown());
            consuming.addShutdownListener(cause -> ended.countDown());
            publishing.addBlockedListener(new BlockedListener() {
                @Override
                public void handleBlocked(String reason) {
                    LOG.log(Level.WARNING, "The broker takes no messages: {0}", reason);
                    blocked = true;
                }

                @Override
                public void handleUnblocked() {
                    blocked = false;
                }
            });
            topology.declare(publishing);
            DeliveryTap tap = new DeliveryTap();
            jakarta.jms.Connection jms = tap.jmsConnection(consuming);
            jms.start();
            number++;
            link = new Link(publishing, consuming, jms, tap, number);
            LOG.log(Level.INFO, "Connected to the broker at {0}", publishing.getAddress());
            listeners.forEach(listener -> listener.up(link));
            ended.await();
            LOG.log(Level.WARNING, "The connection to the broker has ended");
        } finally {
            boolean wasUp = link != null;
            link = null;
            blocked = false;
            abort(consuming);
            abort(publishing);
            if (wasUp) {
                listeners.forEach(LinkListener::down);
            }
        }
    }

    private static void abort(Connection connection) {
        if (connection != null) {
            connection.abort(1_000);
        }
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    /** Waits, a little more or less so that many nodes do not return at once; false when closed meanwhile. */
    private boolean waitFor(Duration pause) {
        try {
            long millis = pause.toMillis();
            return !closed.await(millis / 2 + ThreadLocalRandom.current().nextLong(millis), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends the link and the loop. */
    @Override
    public void close() {
        closed.countDown();
        loop.interrupt();
        try {
            loop.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
