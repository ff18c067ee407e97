package org.jobyard.ra.inbound;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jobyard.ra.Messaging;
import org.jobyard.ra.message.InboundMessage;
import org.jobyard.ra.message.OutboundMessage;
import org.jobyard.ra.publish.Confirm;

/**
 * What happens to deliveries that failed. A failed batch is tried again one by one. A message that fails alone waits,
 * unacknowledged, longer each time, and becomes a dead letter when the delays are used up. When database or broker are
 * away, nothing is counted as an attempt: the endpoint is held until both answer.
 */
final class Redelivery {
    private static final Logger LOG = Logger.getLogger(Redelivery.class.getName());
    private static final Duration FIRST_PROBE = Duration.ofMillis(500);
    private static final Duration LONGEST_PROBE = Duration.ofSeconds(10);
    private static final Duration TRANSIENT_PAUSE = Duration.ofSeconds(1);
    /** A message that the broker has delivered so often has most likely ended the process each time. */
    private static final int DELIVERIES_OF_A_KILLER = 20;

    private static final int REMEMBERED = 10_000;

    private final Messaging messaging;
    private final ListenerSpec spec;
    private final DeliveryBuffer buffer;
    private final Counts counts;
    private final DeadLetters deadLetters;
    private final Deque<Delivery> waiting = new ArrayDeque<>();
    /** Attempts of messages that may come again over another connection, by message id; the oldest are forgotten. */
    private final Map<String, Integer> remembered = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > REMEMBERED;
        }
    });

    Redelivery(Messaging messaging, ListenerSpec spec, DeliveryBuffer buffer, Counts counts) {
        this.messaging = messaging;
        this.spec = spec;
        this.buffer = buffer;
        this.counts = counts;
        this.deadLetters = new DeadLetters(messaging.deadLetterQueue(), messaging::publish);
    }

    /**
     * How many attempts a message has had that has just arrived. This process remembers its own; what the broker has
     * counted beyond the connections this process has lost, came from crashes. At least one attempt is always left.
     */
    int attemptsBefore(InboundMessage message) {
        int own = remembered.getOrDefault(message.raw().properties().getMessageId(), 0);
        int crashes = Math.max(0, message.deliveryCount() - messaging.lostLinks());
        if (crashes >= DELIVERIES_OF_A_KILLER) {
            return spec.delays().size();
        }
        return Math.min(Math.max(own, crashes), spec.delays().size());
    }

    /** A call of the listener has failed. */
    void failed(List<Delivery> batch, Throwable cause) {
        if (!messaging.infrastructureAnswers()) {
            infrastructureFailed(batch);
        } else if (batch.size() > 1) {
            LOG.log(
                    Level.WARNING,
                    "A batch of " + batch.size() + " from " + spec.label() + " failed; each is tried alone",
                    cause);
            batch.forEach(this::soon);
        } else if (Failures.isInfrastructure(cause)) {
            LOG.log(Level.WARNING, "A message from {0} met a passing failure: {1}", new Object[] {spec.label(), cause});
            later(batch.get(0), TRANSIENT_PAUSE);
        } else {
            count(batch.get(0), cause);
        }
    }

    private void count(Delivery delivery, Throwable cause) {
        delivery.failed(cause, messaging.now());
        remembered.put(delivery.message().raw().properties().getMessageId(), delivery.attempts());
        List<Duration> delays = spec.delays();
        LOG.log(
                Level.WARNING,
                "Attempt " + delivery.attempts() + " for a message from " + spec.label() + " failed",
                cause);
        if (delivery.attempts() > delays.size()) {
            bury(delivery);
        } else {
            makeRoom();
            later(delivery, delays.get(delivery.attempts() - 1));
        }
    }

    /** Database or broker are away: nothing is counted, and nothing more is taken until both answer. */
    void infrastructureFailed(List<Delivery> batch) {
        if (batch.size() == 1) {
            batch.forEach(buffer::addSuspect);
        } else {
            buffer.putBack(batch);
        }
        if (!buffer.isHeld()) {
            LOG.log(Level.WARNING, "Database or broker are away; {0} is held", spec.label());
            buffer.hold(true);
            probeLater(FIRST_PROBE);
        }
    }

    private void probeLater(Duration pause) {
        messaging.timer().later(pause, () -> probe(pause));
    }

    private void probe(Duration pause) {
        if (messaging.infrastructureAnswers()) {
            LOG.log(Level.INFO, "Database and broker answer; {0} goes on", spec.label());
            buffer.hold(false);
        } else {
            Duration doubled = pause.multipliedBy(2);
            probeLater(doubled.compareTo(LONGEST_PROBE) > 0 ? LONGEST_PROBE : doubled);
        }
    }

    private void soon(Delivery delivery) {
        counts.redelivered.increment();
        buffer.addSuspect(delivery);
    }

    private void later(Delivery delivery, Duration pause) {
        synchronized (waiting) {
            waiting.addLast(delivery);
        }
        messaging.timer().later(pause, () -> again(delivery));
    }

    private void again(Delivery delivery) {
        boolean still;
        synchronized (waiting) {
            still = waiting.remove(delivery);
        }
        if (still && delivery.isValid()) {
            soon(delivery);
        }
    }

    /** Many failing messages must not fill the window of unacknowledged deliveries: the one that waits longest yields. */
    private void makeRoom() {
        Delivery yields = null;
        synchronized (waiting) {
            if (waiting.size() >= spec.getMostWaiting()) {
                yields = waiting.removeFirst();
            }
        }
        if (yields != null && yields.lastCause() != null) {
            bury(yields);
        } else if (yields != null) {
            soon(yields);
        }
    }

    private void bury(Delivery delivery) {
        deadLetters.bury(delivery, spec.label(), new Confirm() {
            @Override
            public void confirmed() {
                remembered.remove(delivery.message().raw().properties().getMessageId());
                counts.dead.increment();
                delivery.acknowledge();
            }

            @Override
            public void failed(Exception reason) {
                if (delivery.isValid()) {
                    later(delivery, TRANSIENT_PAUSE);
                }
            }
        });
    }

    void buryMalformed(OutboundMessage raw, Message token, AtomicBoolean connected, Exception reason) {
        LOG.log(Level.WARNING, "A delivery from " + spec.label() + " cannot be read", reason);
        deadLetters.bury(raw, spec.label(), reason, messaging.now(), new Confirm() {
            @Override
            public void confirmed() {
                counts.dead.increment();
                if (connected.get()) {
                    try {
                        token.acknowledge();
                    } catch (JMSException e) {
                        LOG.log(Level.FINE, "A delivery could not be acknowledged; it comes again", e);
                    }
                }
            }

            @Override
            public void failed(Exception failure) {
                LOG.log(Level.WARNING, "An unreadable delivery comes again: {0}", failure.getMessage());
            }
        });
    }

    int waiting() {
        synchronized (waiting) {
            return waiting.size();
        }
    }

    /** The connection is gone, and with it all that waited; the broker delivers it again. */
    void clear() {
        synchronized (waiting) {
            waiting.clear();
        }
    }
}
