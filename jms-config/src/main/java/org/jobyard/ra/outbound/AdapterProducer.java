package org.jobyard.ra.outbound;

import jakarta.jms.BytesMessage;
import jakarta.jms.CompletionListener;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import java.io.Serializable;
import java.time.Clock;
import java.util.Map;
import org.jobyard.ra.message.MessageConversion;
import org.jobyard.ra.message.SendOptions;

/**
 * A producer. What is set on it (properties, correlation id, type, reply queue) overrides what the message has. Priority
 * and expiration go over the wire only when they were set: to a queue without priorities a priority means nothing, and to
 * readers it is noise.
 */
final class AdapterProducer extends ProducerProperties {
    private final Sender sender;
    private final JMSContext context;
    private boolean persistent = true;
    private Integer priority;
    private Long timeToLive;

    AdapterProducer(Sender sender, JMSContext context) {
        this.sender = sender;
        this.context = context;
    }

    @Override
    public JMSProducer send(Destination destination, Message message) {
        return call(() -> {
            applyTo(message);
            SendOptions options = new SendOptions(
                    persistent, priority, timeToLive, Clock.systemUTC().instant());
            sender.send(MessageConversion.convert(destination, message, options));
            return this;
        });
    }

    @Override
    public JMSProducer send(Destination destination, String body) {
        return send(destination, context.createTextMessage(body));
    }

    @Override
    public JMSProducer send(Destination destination, byte[] body) {
        BytesMessage message = context.createBytesMessage();
        return call(() -> {
            message.writeBytes(body);
            return send(destination, message);
        });
    }

    @Override
    public JMSProducer send(Destination destination, Map<String, Object> body) {
        return send(destination, context.createMapMessage());
    }

    @Override
    public JMSProducer send(Destination destination, Serializable body) {
        return send(destination, context.createObjectMessage(body));
    }

    /** No effect, as the specification allows: every message has an id, by which returned messages are known. */
    @Override
    public JMSProducer setDisableMessageID(boolean value) {
        return this;
    }

    @Override
    public boolean getDisableMessageID() {
        return false;
    }

    /** No effect, as the specification allows. */
    @Override
    public JMSProducer setDisableMessageTimestamp(boolean value) {
        return this;
    }

    @Override
    public boolean getDisableMessageTimestamp() {
        return false;
    }

    @Override
    public JMSProducer setDeliveryMode(int deliveryMode) {
        persistent = deliveryMode == DeliveryMode.PERSISTENT;
        return this;
    }

    @Override
    public int getDeliveryMode() {
        return persistent ? DeliveryMode.PERSISTENT : DeliveryMode.NON_PERSISTENT;
    }

    @Override
    public JMSProducer setPriority(int value) {
        if (value < 0 || value > 9) {
            throw new JMSRuntimeException("priority must be 0 to 9, not " + value);
        }
        priority = value;
        return this;
    }

    @Override
    public int getPriority() {
        return priority == null ? Message.DEFAULT_PRIORITY : priority;
    }

    @Override
    public JMSProducer setTimeToLive(long millis) {
        if (millis < 0) {
            throw new JMSRuntimeException("time to live must not be negative: " + millis);
        }
        timeToLive = millis == 0 ? null : millis;
        return this;
    }

    @Override
    public long getTimeToLive() {
        return timeToLive == null ? 0 : timeToLive;
    }

    @Override
    public JMSProducer setDeliveryDelay(long millis) {
        if (millis != 0) {
            throw new JMSRuntimeException("this adapter has no delivery delay");
        }
        return this;
    }

    @Override
    public long getDeliveryDelay() {
        return 0;
    }

    /** Refused: an application server forbids it inside its containers. */
    @Override
    public JMSProducer setAsync(CompletionListener listener) {
        if (listener != null) {
            throw new JMSRuntimeException("asynchronous sends are not for managed applications");
        }
        return this;
    }

    @Override
    public CompletionListener getAsync() {
        return null;
    }
}
