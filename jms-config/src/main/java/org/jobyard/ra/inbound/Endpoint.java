package org.jobyard.ra.inbound;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.WorkException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jobyard.ra.Messaging;
import org.jobyard.ra.api.EndpointMetrics;
import org.jobyard.ra.broker.Link;
import org.jobyard.ra.broker.LinkListener;
import org.jobyard.ra.message.InboundMessage;
import org.jobyard.ra.message.OutboundMessage;

/**
 * The deliveries of one message-driven bean: subscribes whenever there is a connection, and keeps as many workers as the
 * activation asks for.
 */
public final class Endpoint implements LinkListener, Subscription.Receiver {
    private static final Logger LOG = Logger.getLogger(Endpoint.class.getName());
    private static final Duration RESUBSCRIBE = Duration.ofSeconds(2);

    private final Messaging messaging;
    private final MessageEndpointFactory factory;
    private final ListenerSpec spec;
    private final DeliveryBuffer buffer;
    private final Counts counts = new Counts();
    private final Redelivery redelivery;
    private final List<EndpointWorker> workers = new ArrayList<>();
    private Link link;
    private Subscription subscription;
    private boolean open;
    private boolean closed;

    /** An endpoint that is closed until {@link #open}. */
    public Endpoint(Messaging messaging, MessageEndpointFactory factory, ListenerSpec spec) {
        this.messaging = messaging;
        this.factory = factory;
        this.spec = spec;
        this.buffer = new DeliveryBuffer(spec.longestPause());
        this.redelivery = new Redelivery(messaging, spec, buffer, counts);
    }

    /** Begins the delivery. Repeated calls do nothing. */
    public synchronized void open() {
        if (open || closed) {
            return;
        }
        open = true;
        for (int i = 0; i < spec.getConcurrency(); i++) {
            EndpointWorker worker = new EndpointWorker(messaging, factory, spec, buffer, redelivery, counts);
            try {
                messaging.work().scheduleWork(worker);
                workers.add(worker);
            } catch (WorkException e) {
                LOG.log(Level.SEVERE, "No thread for the endpoint of " + spec.label(), e);
            }
        }
        subscribe();
    }

    /** Ends the delivery; what is in a listener is finished. Repeated calls do nothing. */
    public void close() {
        List<EndpointWorker> running;
        synchronized (this) {
            closed = true;
            if (subscription != null) {
                subscription.close();
                subscription = null;
            }
            running = List.copyOf(workers);
            workers.clear();
        }
        buffer.close();
        running.forEach(worker -> worker.awaitEnd(Duration.ofSeconds(20)));
    }

    @Override
    public synchronized void up(Link established) {
        link = established;
        subscribe();
    }

    @Override
    public synchronized void down() {
        link = null;
        if (subscription != null) {
            subscription.lost();
            subscription = null;
        }
        buffer.clear();
        redelivery.clear();
    }

    private synchronized void subscribe() {
        if (!open || closed || link == null || subscription != null) {
            return;
        }
        try {
            subscription = new Subscription(spec, link, this);
            LOG.log(Level.INFO, "Listening to {0}", spec.label());
        } catch (JMSException | IOException | RuntimeException e) {
            LOG.log(Level.WARNING, "Cannot listen to {0} yet: {1}", new Object[] {spec.label(), e.getMessage()});
            messaging.timer().later(RESUBSCRIBE, this::resubscribe);
        }
    }

    private void resubscribe() {
        try {
            messaging.link().declareAgain();
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, "The topology cannot be declared: {0}", e.getMessage());
        }
        subscribe();
    }

    @Override
    public void received(InboundMessage message, Message token, AtomicBoolean connected) {
        int attempts = redelivery.attemptsBefore(message);
        Delivery delivery = new Delivery(message, token, connected, attempts);
        if (attempts > 0) {
            counts.redelivered.increment();
            buffer.addSuspect(delivery);
        } else {
            buffer.add(delivery);
        }
    }

    @Override
    public void malformed(OutboundMessage raw, Message token, AtomicBoolean connected, Exception reason) {
        redelivery.buryMalformed(raw, token, connected, reason);
    }

    /** The queue was deleted under the subscription: declare it again and go on. */
    @Override
    public void cancelled() {
        LOG.log(Level.WARNING, "The broker has ended the subscription to {0}", spec.label());
        // Not on the client's thread, which closing the session would wait for.
        messaging.timer().later(Duration.ZERO, () -> {
            synchronized (this) {
                if (subscription != null) {
                    subscription.close();
                    subscription = null;
                }
                buffer.clear();
                redelivery.clear();
            }
            resubscribe();
        });
    }

    /** Counts since the start. */
    public EndpointMetrics metrics() {
        return new EndpointMetrics(
                spec.label(),
                counts.delivered.sum(),
                counts.redelivered.sum(),
                counts.dead.sum(),
                counts.batches.sum(),
                counts.batchMessages.sum(),
                counts.listenerNanos.sum(),
                buffer.size(),
                counts.inFlight.get(),
                redelivery.waiting(),
                buffer.isHeld());
    }

    /** Whose endpoint it is. */
    public boolean belongsTo(MessageEndpointFactory other) {
        return factory == other;
    }
}
