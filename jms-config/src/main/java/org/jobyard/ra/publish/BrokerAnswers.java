package org.jobyard.ra.publish;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jobyard.ra.api.PublishMetrics;
import org.jobyard.ra.broker.BrokerLink;
import org.jobyard.ra.message.OutboundMessage;

/**
 * Draws the consequences of what the broker answers to published messages, and counts. Most is called on the AMQP client's
 * thread, which must not publish: what is to be published once more is left here as a correction.
 */
final class BrokerAnswers implements PublishSession.Events {
    /** A message to be published once more; {@code declare}: after declaring the topology. */
    record Correction(Work work, OutboundMessage message, boolean declare) {}

    private static final Logger LOG = Logger.getLogger(BrokerAnswers.class.getName());

    private final BrokerLink link;
    private final String unroutableQueue;
    private final Clock clock;
    private final Consumer<Work> finished;
    private final Runnable somethingToDo;
    private final Queue<Correction> corrections = new ConcurrentLinkedQueue<>();
    private final AtomicLong confirmed = new AtomicLong();
    private final AtomicLong unroutable = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong republished = new AtomicLong();

    /**
     * Nothing is answered yet.
     *
     * @param finished is told when all messages of a work are confirmed
     * @param somethingToDo is told when there are corrections, or the session has ended
     */
    BrokerAnswers(
            BrokerLink link, String unroutableQueue, Clock clock, Consumer<Work> finished, Runnable somethingToDo) {
        this.link = link;
        this.unroutableQueue = unroutableQueue;
        this.clock = clock;
        this.finished = finished;
        this.somethingToDo = somethingToDo;
    }

    @Override
    public void confirmed(Work work) {
        confirmed.incrementAndGet();
        end(work);
    }

    private void end(Work work) {
        if (work.confirmed()) {
            finished.accept(work);
        }
    }

    @Override
    public void returned(Work work, OutboundMessage message, int code, String reason, boolean again) {
        if (message.bestEffort()) {
            dropped.incrementAndGet();
            end(work);
        } else if (isUnroutableQueue(message) || (!again && isOurs(message))) {
            // Somebody has deleted the queue.
            again(work, message, true);
        } else {
            unroutable.incrementAndGet();
            LOG.log(Level.WARNING, "No queue took a message to exchange ''{0}'' with key ''{1}'': {2}", new Object[] {
                message.exchange(), message.routingKey(), reason
            });
            again(work, message.redirectedTo(unroutableQueue, reasons(message, code, reason)), false);
        }
    }

    private boolean isUnroutableQueue(OutboundMessage message) {
        return message.exchange().isEmpty() && message.routingKey().equals(unroutableQueue);
    }

    private boolean isOurs(OutboundMessage message) {
        return link.topology().takes(message.exchange(), message.routingKey());
    }

    private Map<String, Object> reasons(OutboundMessage message, int code, String reason) {
        return Map.of(
                "returned_reason", code + " " + reason,
                "returned_exchange", message.exchange(),
                "returned_routing_key", message.routingKey(),
                "returned_at", clock.instant().toString());
    }

    /** Gives the link up when the exchange is one of ours: with the next one all is declared, and bound, again. */
    @Override
    public boolean willExist(String exchange) {
        boolean ours = link.topology().declares(exchange);
        if (ours) {
            link.renew("the exchange " + exchange + " is gone");
        }
        return ours;
    }

    @Override
    public void refused(Work work, OutboundMessage message) {
        republished.incrementAndGet();
        again(work, message, false);
    }

    @Override
    public void ended() {
        somethingToDo.run();
    }

    private void again(Work work, OutboundMessage message, boolean declare) {
        corrections.add(new Correction(work, message, declare));
        somethingToDo.run();
    }

    /** Takes what is to be published once more, in order. */
    List<Correction> takeCorrections() {
        List<Correction> taken = new ArrayList<>();
        for (Correction next = corrections.poll(); next != null; next = corrections.poll()) {
            taken.add(next);
        }
        return taken;
    }

    /** Counts a message that could not be sent and may be lost. */
    void dropped() {
        dropped.incrementAndGet();
    }

    /** Counts messages that are published once more because their session ended. */
    void republishing(int messages) {
        republished.addAndGet(messages);
    }

    /** Counts since the start. */
    PublishMetrics metrics() {
        return new PublishMetrics(confirmed.get(), unroutable.get(), dropped.get(), republished.get());
    }
}
