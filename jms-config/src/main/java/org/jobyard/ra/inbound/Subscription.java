package org.jobyard.ra.inbound;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.jms.admin.RMQDestination;
import com.rabbitmq.jms.client.RMQMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jobyard.ra.broker.DeliveryTap;
import org.jobyard.ra.broker.Link;
import org.jobyard.ra.message.InboundMessage;
import org.jobyard.ra.message.OutboundMessage;

/** A push consumer of the RabbitMQ JMS client, for as long as the connection and the queue last. */
final class Subscription implements DeliveryTap.Intake {
    /** Who takes the deliveries; called on the client's thread, must not wait. */
    interface Receiver {
        void received(InboundMessage message, Message token, AtomicBoolean connected);

        /** A delivery that cannot be turned into a message. */
        void malformed(OutboundMessage raw, Message token, AtomicBoolean connected, Exception reason);

        /** The broker has ended the subscription. */
        void cancelled();
    }

    private static final Logger LOG = Logger.getLogger(Subscription.class.getName());

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Arrived(Envelope envelope, BasicProperties properties, byte[] body) {}

    private final ListenerSpec spec;
    private final Receiver receiver;
    private final AtomicBoolean connected = new AtomicBoolean(true);
    private final Map<Long, Arrived> arriving = new ConcurrentHashMap<>();
    private final Session session;
    private final String queue;
    private final Channel ownQueue;

    /** Subscribes; throws when the queue does not exist or the connection is gone. */
    Subscription(ListenerSpec spec, Link link, Receiver receiver) throws JMSException, IOException {
        this.spec = spec;
        this.receiver = receiver;
        this.ownQueue = spec.isFanout() ? link.deliveries().createChannel() : null;
        this.queue = spec.isFanout() ? declareOwn() : spec.getDestination();
        this.session = link.tap().openSession(link.consuming(), this);
        session.createConsumer(new RMQDestination(queue, null, null, queue)).setMessageListener(this::onMessage);
    }

    private String declareOwn() throws IOException {
        String name = ownQueue.queueDeclare().getQueue();
        ownQueue.queueBind(name, spec.getExchange(), spec.getRoutingKey());
        return name;
    }

    @Override
    public int prefetch() {
        return spec.window();
    }

    @Override
    public void arriving(Envelope envelope, BasicProperties properties, byte[] body) {
        arriving.put(envelope.getDeliveryTag(), new Arrived(envelope, properties, body));
    }

    @Override
    public void cancelled() {
        connected.set(false);
        receiver.cancelled();
    }

    private void onMessage(Message token) {
        Arrived arrived = arriving.remove(((RMQMessage) token).getRabbitDeliveryTag());
        try {
            receiver.received(
                    new InboundMessage(queue, arrived.envelope(), arrived.properties(), arrived.body()),
                    token,
                    connected);
        } catch (JMSException | RuntimeException e) {
            // Whatever it is: an exception here would end the consumer.
            OutboundMessage raw = new OutboundMessage("", queue, false, arrived.properties(), arrived.body());
            receiver.malformed(raw, token, connected, e);
        }
    }

    /** Ends the subscription; unacknowledged deliveries go back to the broker. */
    void close() {
        connected.set(false);
        try {
            session.close();
            if (ownQueue != null) {
                ownQueue.abort();
            }
        } catch (JMSException | IOException | RuntimeException e) {
            LOG.log(Level.FINE, "A subscription was closed already", e);
        }
    }

    /** The connection is gone. */
    void lost() {
        connected.set(false);
    }
}
