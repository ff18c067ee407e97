package org.jobyard.ra.outbound;

import com.rabbitmq.jms.client.message.RMQBytesMessage;
import com.rabbitmq.jms.client.message.RMQTextMessage;
import jakarta.jms.BytesMessage;
import jakarta.jms.ConnectionMetaData;
import jakarta.jms.Destination;
import jakarta.jms.ExceptionListener;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.StreamMessage;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.io.Serializable;
import org.jobyard.ra.api.AmqpDestination;

/** A context for sending. Like every JMSContext it belongs to one thread at a time. */
final class AdapterContext implements JMSContext {
    private final Sender sender;
    private String clientId;
    private ExceptionListener exceptionListener;
    private boolean autoStart = true;

    AdapterContext(Sender sender) {
        this.sender = sender;
    }

    @Override
    public JMSProducer createProducer() {
        return new AdapterProducer(sender, this);
    }

    @Override
    public BytesMessage createBytesMessage() {
        return new RMQBytesMessage();
    }

    @Override
    public TextMessage createTextMessage() {
        return new RMQTextMessage();
    }

    @Override
    public TextMessage createTextMessage(String text) {
        TextMessage message = createTextMessage();
        try {
            message.setText(text);
        } catch (JMSException e) {
            throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
        }
        return message;
    }

    /** A message without a body, which in AMQP is one with an empty body. */
    @Override
    public Message createMessage() {
        return createBytesMessage();
    }

    @Override
    public Queue createQueue(String name) {
        return AmqpDestination.queue(name);
    }

    @Override
    public void close() {
        try {
            sender.close();
        } catch (IllegalStateException e) {
            throw new JMSRuntimeException(e.getMessage(), null, e);
        }
    }

    @Override
    public boolean getTransacted() {
        return false;
    }

    @Override
    public int getSessionMode() {
        return AUTO_ACKNOWLEDGE;
    }

    @Override
    public String getClientID() {
        return clientId;
    }

    @Override
    public void setClientID(String id) {
        clientId = id;
    }

    @Override
    public ConnectionMetaData getMetaData() {
        return new com.rabbitmq.jms.client.RMQConnectionMetaData();
    }

    @Override
    public ExceptionListener getExceptionListener() {
        return exceptionListener;
    }

    @Override
    public void setExceptionListener(ExceptionListener listener) {
        exceptionListener = listener;
    }

    @Override
    public void setAutoStart(boolean start) {
        autoStart = start;
    }

    @Override
    public boolean getAutoStart() {
        return autoStart;
    }

    /** Nothing is received, so there is nothing to start. */
    @Override
    public void start() {}

    /** Nothing is received, so there is nothing to stop. */
    @Override
    public void stop() {}

    @Override
    public JMSContext createContext(int sessionMode) {
        throw refused("a second context on the same connection");
    }

    @Override
    public MapMessage createMapMessage() {
        throw refused("map messages");
    }

    @Override
    public ObjectMessage createObjectMessage() {
        throw refused("object messages");
    }

    @Override
    public ObjectMessage createObjectMessage(Serializable object) {
        throw refused("object messages");
    }

    @Override
    public StreamMessage createStreamMessage() {
        throw refused("stream messages");
    }

    @Override
    public Topic createTopic(String name) {
        throw refused("topics (use AmqpDestination.of(exchange, routingKey))");
    }

    @Override
    public TemporaryQueue createTemporaryQueue() {
        throw refused("temporary queues");
    }

    @Override
    public TemporaryTopic createTemporaryTopic() {
        throw refused("temporary topics");
    }

    @Override
    public JMSConsumer createConsumer(Destination destination) {
        throw refused("consumers (use a message-driven bean)");
    }

    @Override
    public JMSConsumer createConsumer(Destination destination, String selector) {
        return createConsumer(destination);
    }

    @Override
    public JMSConsumer createConsumer(Destination destination, String selector, boolean noLocal) {
        return createConsumer(destination);
    }

    @Override
    public JMSConsumer createDurableConsumer(Topic topic, String name) {
        return createConsumer(topic);
    }

    @Override
    public JMSConsumer createDurableConsumer(Topic topic, String name, String selector, boolean noLocal) {
        return createConsumer(topic);
    }

    @Override
    public JMSConsumer createSharedDurableConsumer(Topic topic, String name) {
        return createConsumer(topic);
    }

    @Override
    public JMSConsumer createSharedDurableConsumer(Topic topic, String name, String selector) {
        return createConsumer(topic);
    }

    @Override
    public JMSConsumer createSharedConsumer(Topic topic, String name) {
        return createConsumer(topic);
    }

    @Override
    public JMSConsumer createSharedConsumer(Topic topic, String name, String selector) {
        return createConsumer(topic);
    }

    @Override
    public void unsubscribe(String name) {
        throw refused("subscriptions");
    }

    @Override
    public QueueBrowser createBrowser(Queue queue) {
        throw refused("browsers");
    }

    @Override
    public QueueBrowser createBrowser(Queue queue, String selector) {
        return createBrowser(queue);
    }

    @Override
    public void commit() {
        throw refused("transactions of its own: the container's are used");
    }

    @Override
    public void rollback() {
        commit();
    }

    @Override
    public void recover() {
        commit();
    }

    @Override
    public void acknowledge() {
        commit();
    }

    private static JMSRuntimeException refused(String what) {
        return new JMSRuntimeException("this adapter has no " + what);
    }
}
