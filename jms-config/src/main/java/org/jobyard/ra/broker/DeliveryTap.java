package org.jobyard.ra.broker;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Consumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.jms.admin.RMQConnectionFactory;
import com.rabbitmq.jms.client.RMQSession;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * Sees what the RabbitMQ JMS client's consumers get before they get it.
 *
 * <p>The client drops what JMS has no name for (content type, user, exact reply queue), turns all headers into strings,
 * ends the consumer at a header without a value, deserializes Java objects if a sender says so, and tells nobody when the
 * broker cancels a consumer because its queue is gone. So the adapter takes the delivery here, and lets the client see
 * an empty message with the same delivery tag, which is all it needs to acknowledge it.
 */
public final class DeliveryTap {
    /** The receiving end of one session. */
    public interface Intake {
        /** Unacknowledged deliveries the broker may have out at this session. */
        int prefetch();

        /** A delivery, before the JMS client reports the empty message of the same delivery tag. */
        void arriving(Envelope envelope, BasicProperties properties, byte[] body);

        /** The broker has ended the subscription: the queue was deleted, or its node is gone. */
        void cancelled();
    }

    private static final BasicProperties NOTHING = new BasicProperties();

    /** Whose session the current thread opens; the client offers no other way to tell its channels apart. */
    private static final ThreadLocal<Intake> OPENING = new ThreadLocal<>();

    /** Makes the JMS client use an AMQP connection that is already there. */
    jakarta.jms.Connection jmsConnection(Connection amqp) throws JMSException {
        Connection tapped = proxy(Connection.class, (proxy, method, arguments) -> {
            Object result = call(amqp, method, arguments);
            Intake intake = OPENING.get();
            return result instanceof Channel channel && intake != null ? tap(channel, intake) : result;
        });
        RMQConnectionFactory factory = new RMQConnectionFactory() {
            private static final long serialVersionUID = 1L;

            @Override
            protected com.rabbitmq.client.ConnectionFactory createConnectionFactory() {
                return new com.rabbitmq.client.ConnectionFactory() {
                    @Override
                    public Connection newConnection() {
                        return tapped;
                    }
                };
            }
        };
        factory.setDeclareReplyToDestination(false);
        return factory.createConnection();
    }

    /** Opens a session whose deliveries, acknowledged one by one, go through {@code intake}. */
    public Session openSession(jakarta.jms.Connection connection, Intake intake) throws JMSException {
        OPENING.set(intake);
        try {
            return connection.createSession(false, RMQSession.CLIENT_INDIVIDUAL_ACKNOWLEDGE);
        } finally {
            OPENING.remove();
        }
    }

    private static Channel tap(Channel channel, Intake intake) throws IOException {
        channel.basicQos(intake.prefetch());
        return proxy(Channel.class, (proxy, method, arguments) -> {
            if (method.getName().equals("basicConsume")) {
                int last = arguments.length - 1;
                if (arguments[last] instanceof Consumer consumer) {
                    arguments[last] = new TappedConsumer(channel, consumer, intake);
                }
            }
            return call(channel, method, arguments);
        });
    }

    private static final class TappedConsumer extends com.rabbitmq.client.DefaultConsumer {
        private final Consumer client;
        private final Intake intake;

        TappedConsumer(Channel channel, Consumer client, Intake intake) {
            super(channel);
            this.client = client;
            this.intake = intake;
        }

        @Override
        public void handleDelivery(String tag, Envelope envelope, BasicProperties properties, byte[] body)
                throws IOException {
            intake.arriving(envelope, properties, body);
            client.handleDelivery(tag, envelope, NOTHING, new byte[0]);
        }

        @Override
        public void handleConsumeOk(String tag) {
            client.handleConsumeOk(tag);
        }

        @Override
        public void handleCancelOk(String tag) {
            client.handleCancelOk(tag);
        }

        @Override
        public void handleCancel(String tag) throws IOException {
            client.handleCancel(tag);
            intake.cancelled();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object call(Object target, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
