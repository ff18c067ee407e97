package org.jobyard.ra.outbound;

import com.rabbitmq.jms.client.message.RMQBytesMessage;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.Set;

/** The properties and headers that are set on a producer, for the messages it will send. */
abstract class ProducerProperties implements JMSProducer {
    /** A call of the message interface, whose checked exceptions this interface does not have. */
    @FunctionalInterface
    interface Call<T> {
        T get() throws JMSException;
    }

    /** Keeps the properties and converts between their types as Jakarta Messaging demands. */
    private final Message template = new RMQBytesMessage();

    /** Gives a message what was set here. */
    final void applyTo(Message message) throws JMSException {
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

    /** Turns the checked exception of a call into the unchecked one of this interface. */
    static <T> T call(Call<T> call) {
        try {
            return call.get();
        } catch (JMSException e) {
            throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
        }
    }
}
