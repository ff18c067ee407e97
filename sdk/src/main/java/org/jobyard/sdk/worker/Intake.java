package org.jobyard.sdk.worker;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.Optional;
import org.jobyard.sdk.amqp.Link;
import org.jobyard.sdk.message.Queues;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the dispatches of one type from its queue. Belongs to the control thread. */
abstract class Intake {
    /** What is done with a message from the queue. */
    @FunctionalInterface
    interface Receiver {
        void received(Intake intake, Delivery delivery, com.rabbitmq.client.Delivery message);
    }

    /** An action on a channel. */
    @FunctionalInterface
    private interface ChannelAction {
        void on(Channel channel) throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final TypeOfWork work;
    private final Control control;
    private final Receiver receiver;
    private Channel channel;
    private boolean taking = true;

    Intake(TypeOfWork work, Control control, Receiver receiver) {
        this.work = work;
        this.control = control;
        this.receiver = receiver;
    }

    TypeOfWork work() {
        return work;
    }

    /** A new connection: consume from this channel. */
    void opened(Channel opened) {
        channel = opened;
        consumersLost();
        balance();
    }

    /** The connection is gone; the broker gives what was not acknowledged to others, or again to us. */
    void lost() {
        channel = null;
        consumersLost();
    }

    /** Takes dispatches from now on, or no more. */
    void take(boolean wanted) {
        taking = wanted;
        balance();
    }

    boolean isCurrent(Delivery delivery) {
        return channel != null && delivery.channel() == channel;
    }

    /** The server is asked for an execution: until it is {@link #accepted} or {@link #withdrawn}, it may come to run. */
    abstract void offered(Execution execution);

    /** An execution that was offered will not run. */
    abstract void withdrawn(Execution execution);

    /** The execution is ours and about to run: its dispatch is done with, and it takes a place until {@link #ended}. */
    abstract void accepted(Execution execution);

    /** A run has ended. */
    abstract void ended();

    /** Every consumer is gone with its channel. */
    abstract void consumersLost();

    /** Starts and cancels consumers to match the free places. */
    abstract void balance();

    boolean mayConsume() {
        return channel != null && taking;
    }

    /** Acknowledges the dispatch, if that can still be done. */
    void acknowledge(Execution execution) {
        execution.delivery().ifPresent(this::acknowledge);
        execution.undelivered();
    }

    void acknowledge(Delivery delivery) {
        if (isCurrent(delivery)) {
            onChannel(c -> c.basicAck(delivery.tag(), false));
        }
    }

    /** Gives the dispatch back to the queue. */
    void giveBack(Delivery delivery) {
        if (isCurrent(delivery)) {
            onChannel(c -> c.basicNack(delivery.tag(), false, true));
        }
    }

    /** A new consumer with that many unacknowledged messages at most; empty when the channel is gone. */
    Optional<String> consume(int prefetch) {
        Channel target = channel;
        String[] tag = new String[1];
        onChannel(c -> {
            c.basicQos(prefetch);
            tag[0] = c.basicConsume(
                    Queues.workQueue(work.type()),
                    false,
                    (consumer, message) -> control.execute(() -> received(target, consumer, message)),
                    // The queue was deleted: with the connection, everything is declared anew.
                    consumer -> abort(target));
        });
        return Optional.ofNullable(tag[0]);
    }

    void cancel(String consumer) {
        onChannel(c -> c.basicCancel(consumer));
    }

    private void received(Channel source, String consumer, com.rabbitmq.client.Delivery message) {
        var delivery = new Delivery(
                source,
                consumer,
                message.getEnvelope().getDeliveryTag(),
                message.getEnvelope().isRedeliver());
        // From an earlier connection: the broker has given it to somebody already.
        if (isCurrent(delivery)) {
            if (taking) {
                receiver.received(this, delivery, message);
            } else {
                // It was on its way when the consumer was cancelled: another worker may have it.
                giveBack(delivery);
            }
        }
    }

    private void onChannel(ChannelAction action) {
        Channel target = channel;
        if (target == null) {
            return;
        }
        try {
            action.on(target);
        } catch (IOException | ShutdownSignalException e) {
            LOG.debug("the channel of {} failed", work.type(), e);
            abort(target);
        }
    }

    /** Ends the whole connection: the link makes a new one, on which all is declared and consumed again. */
    private static void abort(Channel target) {
        Link.abortLater(target.getConnection());
    }
}
