package org.jobyard.ra.message;

import com.rabbitmq.client.AMQP.BasicProperties;
import jakarta.jms.BytesMessage;
import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jobyard.ra.api.AmqpDestination;
import org.jobyard.ra.api.AmqpProperties;

/**
 * Turns a Jakarta message into what goes over the wire: raw body, properties as headers, nothing that only a Jakarta
 * client could read.
 */
public final class MessageConversion {
    private static final int PERSISTENT = 2;
    private static final int TRANSIENT = 1;
    private static final Set<String> NOT_HEADERS = Set.of(
            AmqpProperties.CONTENT_TYPE,
            AmqpProperties.CONTENT_ENCODING,
            AmqpProperties.MESSAGE_ID,
            AmqpProperties.APP_ID,
            AmqpProperties.REPLY_TO);

    private MessageConversion() {}

    /**
     * Converts a message at the moment it is sent; later changes of it have no effect.
     *
     * @param options what the producer adds
     * @throws JMSException when the message is neither bytes nor text, or the destination is not one of AMQP's
     */
    @SuppressWarnings("JavaUtilDate") // the AMQP client has it
    public static OutboundMessage convert(Destination destination, Message message, SendOptions options)
            throws JMSException {
        AmqpDestination target = target(destination);
        String id = string(message, AmqpProperties.MESSAGE_ID);
        if (id == null) {
            id = UUID.randomUUID().toString();
        }
        message.setJMSMessageID(id);
        message.setJMSDestination(target);
        BasicProperties properties = new BasicProperties.Builder()
                .messageId(id)
                .headers(headers(message))
                .contentType(contentType(message))
                .contentEncoding(string(message, AmqpProperties.CONTENT_ENCODING))
                .appId(string(message, AmqpProperties.APP_ID))
                .correlationId(message.getJMSCorrelationID())
                .replyTo(replyTo(message))
                .type(message.getJMSType())
                .priority(options.priority())
                .expiration(options.timeToLiveMillis() == null ? null : Long.toString(options.timeToLiveMillis()))
                .deliveryMode(options.persistent() ? PERSISTENT : TRANSIENT)
                .timestamp(new Date(options.now().toEpochMilli()))
                .build();
        return new OutboundMessage(
                target.exchange(), target.routingKey(), target.bestEffort(), properties, body(message));
    }

    private static AmqpDestination target(Destination destination) throws JMSException {
        if (destination instanceof AmqpDestination amqp) {
            return amqp;
        }
        if (destination instanceof Queue queue) {
            return AmqpDestination.queue(queue.getQueueName());
        }
        throw new InvalidDestinationException("neither a queue nor an AmqpDestination: " + destination);
    }

    private static String replyTo(Message message) throws JMSException {
        String raw = string(message, AmqpProperties.REPLY_TO);
        if (raw == null && message.getJMSReplyTo() != null) {
            return target(message.getJMSReplyTo()).routingKey();
        }
        return raw;
    }

    private static String contentType(Message message) throws JMSException {
        String given = string(message, AmqpProperties.CONTENT_TYPE);
        return given == null && message instanceof TextMessage ? "text/plain; charset=utf-8" : given;
    }

    private static Map<String, Object> headers(Message message) throws JMSException {
        Map<String, Object> headers = new HashMap<>();
        Enumeration<?> names = message.getPropertyNames();
        while (names.hasMoreElements()) {
            String name = (String) names.nextElement();
            Object value = message.getObjectProperty(name);
            if (value != null && !NOT_HEADERS.contains(name) && !name.startsWith("JMSX")) {
                headers.put(name, value);
            }
        }
        return headers;
    }

    private static byte[] body(Message message) throws JMSException {
        if (message instanceof TextMessage text) {
            return text.getText() == null ? new byte[0] : text.getText().getBytes(StandardCharsets.UTF_8);
        }
        if (message instanceof BytesMessage bytes) {
            bytes.reset();
            byte[] body = new byte[Math.toIntExact(bytes.getBodyLength())];
            bytes.readBytes(body);
            bytes.reset();
            return body;
        }
        throw new MessageFormatException(
                "only bytes and text messages can be read by any AMQP client, not " + message.getClass());
    }

    private static String string(Message message, String property) throws JMSException {
        return message.getStringProperty(property);
    }
}
