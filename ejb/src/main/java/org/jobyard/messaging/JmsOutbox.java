package org.jobyard.messaging;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.jms.BytesMessage;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import java.util.Collection;
import java.util.Map;
import org.jobyard.ra.api.AmqpDestination;
import org.jobyard.ra.api.AmqpProperties;

/** Sends through the resource adapter, in the present JTA transaction. */
@ApplicationScoped
public class JmsOutbox implements Outbox {
    @Resource(lookup = "jms/jobyard")
    private ConnectionFactory connections;

    @Override
    public void join() {
        // Taking a connection is what enlists the adapter; it stays enlisted.
        connections.createContext().close();
    }

    @Override
    public void send(Collection<Outgoing> messages) {
        if (messages.isEmpty()) {
            return;
        }
        try (JMSContext context = connections.createContext()) {
            JMSProducer producer = context.createProducer();
            for (Outgoing message : messages) {
                producer.setDeliveryMode(message.bestEffort() ? DeliveryMode.NON_PERSISTENT : DeliveryMode.PERSISTENT);
                producer.send(destination(message), jms(context, message));
            }
        } catch (JMSException e) {
            throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
        }
    }

    private static AmqpDestination destination(Outgoing message) {
        return new AmqpDestination(message.exchange(), message.routingKey(), message.bestEffort());
    }

    private static BytesMessage jms(JMSContext context, Outgoing message) throws JMSException {
        BytesMessage jms = context.createBytesMessage();
        jms.setStringProperty(AmqpProperties.CONTENT_TYPE, "application/json");
        if (message.correlationId() != null) {
            jms.setJMSCorrelationID(message.correlationId());
        }
        if (message.replyTo() != null) {
            jms.setStringProperty(AmqpProperties.REPLY_TO, message.replyTo());
        }
        for (Map.Entry<String, Object> header : message.headers().entrySet()) {
            jms.setObjectProperty(header.getKey(), header.getValue());
        }
        jms.writeBytes(message.body());
        return jms;
    }
}
