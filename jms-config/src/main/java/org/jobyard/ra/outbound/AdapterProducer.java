package org.jobyard.ra.outbound;

import com.rabbitmq.jms.client.message.RMQBytesMessage;
import jakarta.jms.BytesMessage;
import jakarta.jms.CompletionListener;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import java.io.Serializable;
import java.time.Clock;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jobyard.ra.message.MessageConversion;
import org.jobyard.ra.message.SendOptions;

/**
 * A producer. What is set on it (properties, correlation id, type, reply queue) overrides what the message has. Priority
 * and expiration go over the wire only when they were set: to a queue without priorities a priority means nothing, and to
 * readers it is noise.
 */
final class AdapterProducer implements JMSProducer {
    /** A call of the message interface, whose checked exceptions this interface does not have. */
    @FunctionalInterface
    private interface Call<T> {
        T get() throws JMSException;
    }

    private final Sender sender;
    private final JMSContext context;
    /** Keeps the properties and converts between their types as Jakarta Messaging demands. */
    private final Message template = new RMQBytesMessage();

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

    private void applyTo(Message message) throws JMSException {
        for (String name : getPropertyNames()) {
            message.setObjectProperty(name, template.getObjectProperty(name));
        }
        if (template.getJMSCorrelationID() != null) {
            message.setJMSCorrelationID(template.getJMSCorrelationID());
        }
        if (template.getJMSType() != null) {
            message.setJMSType(template.getJMSType());
        }
        if (template.getJMSReplyTo() != null) {
            message.setJMSReplyTo(template.getJMSReplyTo());
        }
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

    @Override
    public JMSProducer setProperty(String name, boolean value) {
        return setProperty(name, (Object) value);
    }

    @Override
    public JMSProducer setProperty(String name, byte value) {
        return setProperty(name, (Object) value);
    }

    @Override
    public JMSProducer setProperty(String name, short value) {
        return setProperty(name, (Object) value);
    }

    @Override
    public JMSProducer setProperty(String name, int value) {
        return setProperty(name, (Object) value);
    }

    @Override
    public JMSProducer setProperty(String name, long value) {
        return setProperty(name, (Object) value);
    }

    @Override
    public JMSProducer setProperty(String name, float value) {
        return setProperty(name, (Object) value);
    }

    @Override
    public JMSProducer setProperty(String name, double value) {
        return setProperty(name, (Object) value);
    }

    @Override
    public JMSProducer setProperty(String name, String value) {
        return setProperty(name, (Object) value);
    }

    @Override
    public JMSProducer setProperty(String name, Object value) {
        return call(() -> {
            template.setObjectProperty(name, value);
            return this;
        });
    }

    @Override
    public JMSProducer clearProperties() {
        return call(() -> {
            template.clearProperties();
            return this;
        });
    }

    @Override
    public boolean propertyExists(String name) {
        return call(() -> template.propertyExists(name));
    }

    @Override
    public boolean getBooleanProperty(String name) {
        return call(() -> template.getBooleanProperty(name));
    }

    @Override
    public byte getByteProperty(String name) {
        return call(() -> template.getByteProperty(name));
    }

    @Override
    public short getShortProperty(String name) {
        return call(() -> template.getShortProperty(name));
    }

    @Override
    public int getIntProperty(String name) {
        return call(() -> template.getIntProperty(name));
    }

    @Override
    public long getLongProperty(String name) {
        return call(() -> template.getLongProperty(name));
    }

    @Override
    public float getFloatProperty(String name) {
        return call(() -> template.getFloatProperty(name));
    }

    @Override
    public double getDoubleProperty(String name) {
        return call(() -> template.getDoubleProperty(name));
    }

    @Override
    public String getStringProperty(String name) {
        return call(() -> template.getStringProperty(name));
    }

    @Override
    public Object getObjectProperty(String name) {
        return call(() -> template.getObjectProperty(name));
    }

    @Override
    public Set<String> getPropertyNames() {
        return call(() -> {
            Set<String> names = new LinkedHashSet<>();
            Enumeration<?> each = template.getPropertyNames();
            while (each.hasMoreElements()) {
                names.add((String) each.nextElement());
            }
            return names;
        });
    }

    @Override
    public JMSProducer setJMSCorrelationIDAsBytes(byte[] id) {
        return call(() -> {
            template.setJMSCorrelationIDAsBytes(id);
            return this;
        });
    }

    @Override
    public byte[] getJMSCorrelationIDAsBytes() {
        return call(template::getJMSCorrelationIDAsBytes);
    }

    @Override
    public JMSProducer setJMSCorrelationID(String id) {
        return call(() -> {
            template.setJMSCorrelationID(id);
            return this;
        });
    }

    @Override
    public String getJMSCorrelationID() {
        return call(template::getJMSCorrelationID);
    }

    @Override
    public JMSProducer setJMSType(String type) {
        return call(() -> {
            template.setJMSType(type);
            return this;
        });
    }

    @Override
    public String getJMSType() {
        return call(template::getJMSType);
    }

    @Override
    public JMSProducer setJMSReplyTo(Destination destination) {
        return call(() -> {
            template.setJMSReplyTo(destination);
            return this;
        });
    }

    @Override
    public Destination getJMSReplyTo() {
        return call(template::getJMSReplyTo);
    }

    private static <T> T call(Call<T> call) {
        try {
            return call.get();
        } catch (JMSException e) {
            throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
        }
    }
}
