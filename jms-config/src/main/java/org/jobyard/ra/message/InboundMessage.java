package org.jobyard.ra.message;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.LongString;
import com.rabbitmq.jms.client.message.RMQBytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.Map;
import org.jobyard.ra.api.AmqpDestination;
import org.jobyard.ra.api.AmqpProperties;

/**
 * A delivery as a bytes message. Every header is a property of the same name, whatever its characters; strings stay
 * strings, numbers and booleans keep their type, anything else is its text. The body is the raw body.
 */
public final class InboundMessage extends RMQBytesMessage {
    private static final int PERSISTENT = 2;

    private final transient OutboundMessage raw;
    private final int deliveryCount;

    /** With the queue it came from. */
    public InboundMessage(String queue, Envelope envelope, BasicProperties properties, byte[] body)
            throws JMSException {
        this.raw = new OutboundMessage(
                envelope.getExchange(),
                envelope.getRoutingKey(),
                false,
                properties.getMessageId() == null
                        ? properties.builder().messageId("").build()
                        : properties,
                body);
        this.deliveryCount = deliveryCount(properties.getHeaders());
        writeBytes(body);
        reset();
        copyHeaders(properties.getHeaders());
        copyProperties(properties);
        setJMSDestination(AmqpDestination.queue(queue));
        setJMSRedelivered(envelope.isRedeliver());
        setIntProperty("JMSXDeliveryCount", deliveryCount + 1);
        setReadonly(true);
    }

    /** The message as it was on the wire; a missing message id is empty. */
    public OutboundMessage raw() {
        return raw;
    }

    /** How often the broker had delivered it before, as far as it counts (quorum queues do). */
    public int deliveryCount() {
        return deliveryCount;
    }

    /** Has the body read from its beginning, as an earlier attempt may have read it already. */
    public void rewind() {
        try {
            reset();
        } catch (JMSException e) {
            throw new IllegalStateException("a body in memory cannot be read again", e);
        }
    }

    /** Does nothing: the adapter acknowledges when the transaction has committed and what it sent is confirmed. */
    @Override
    public void acknowledge() {}

    @SuppressWarnings("JavaUtilDate") // the AMQP client has it
    private void copyProperties(BasicProperties properties) throws JMSException {
        if (properties.getMessageId() != null) {
            setJMSMessageID(properties.getMessageId());
            setStringProperty(AmqpProperties.MESSAGE_ID, properties.getMessageId());
        }
        setJMSCorrelationID(properties.getCorrelationId());
        setJMSType(properties.getType());
        setJMSPriority(properties.getPriority() == null ? Message.DEFAULT_PRIORITY : properties.getPriority());
        setJMSDeliveryMode(
                Integer.valueOf(PERSISTENT).equals(properties.getDeliveryMode())
                        ? jakarta.jms.DeliveryMode.PERSISTENT
                        : jakarta.jms.DeliveryMode.NON_PERSISTENT);
        setJMSExpiration(0);
        setJMSTimestamp(
                properties.getTimestamp() == null
                        ? 0
                        : properties.getTimestamp().getTime());
        setIfPresent(AmqpProperties.CONTENT_TYPE, properties.getContentType());
        setIfPresent(AmqpProperties.CONTENT_ENCODING, properties.getContentEncoding());
        setIfPresent(AmqpProperties.APP_ID, properties.getAppId());
        setIfPresent("JMSXUserID", properties.getUserId());
        if (properties.getReplyTo() != null) {
            setStringProperty(AmqpProperties.REPLY_TO, properties.getReplyTo());
            setJMSReplyTo(AmqpDestination.queue(properties.getReplyTo()));
        }
    }

    private void copyHeaders(Map<String, Object> headers) throws JMSException {
        if (headers == null) {
            return;
        }
        for (Map.Entry<String, Object> header : headers.entrySet()) {
            if (isUsable(header.getKey(), header.getValue())) {
                setObjectProperty(header.getKey(), plain(header.getValue()));
            }
        }
    }

    /** Names that JMS keeps for itself, or that the client's message class refuses, are left out: they are no error. */
    private static boolean isUsable(String name, Object value) {
        return value != null
                && !name.isEmpty()
                && Character.isJavaIdentifierStart(name.charAt(0))
                && name.indexOf('\'') < 0
                && name.indexOf('"') < 0
                && !name.startsWith("JMS")
                && !name.startsWith("rmq.")
                && !RESERVED.contains(name.toUpperCase(java.util.Locale.ROOT));
    }

    private static final java.util.Set<String> RESERVED =
            java.util.Set.of("NULL", "TRUE", "FALSE", "NOT", "AND", "OR", "BETWEEN", "LIKE", "IN", "IS", "ESCAPE");

    private static Object plain(Object value) {
        if (value instanceof LongString text) {
            return text.toString();
        }
        if (value instanceof String
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Short
                || value instanceof Byte
                || value instanceof Boolean
                || value instanceof Float
                || value instanceof Double) {
            return value;
        }
        return value.toString();
    }

    private void setIfPresent(String property, String value) throws JMSException {
        if (value != null) {
            setStringProperty(property, value);
        }
    }

    private static int deliveryCount(Map<String, Object> headers) {
        Object count = headers == null ? null : headers.get("x-delivery-count");
        return count instanceof Number number ? number.intValue() : 0;
    }
}
