package org.jobyard.messaging;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jobyard.ra.api.AmqpProperties;

/**
 * A received message, free of JMS.
 *
 * @param messageId message id as on the wire; may be null
 * @param correlationId correlation id; may be null
 * @param replyTo queue for answers; may be null
 * @param headers the headers: texts, numbers and truth values
 * @param body the body
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record Incoming(String messageId, String correlationId, String replyTo, Map<String, ?> headers, byte[] body) {

    /** Reads a JMS message. */
    public static Incoming of(Message message) {
        try {
            return new Incoming(
                    message.getStringProperty(AmqpProperties.MESSAGE_ID),
                    message.getJMSCorrelationID(),
                    message.getStringProperty(AmqpProperties.REPLY_TO),
                    headers(message),
                    body(message));
        } catch (JMSException e) {
            throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
        }
    }

    /** A header as text; null when there is none of that name. */
    public String header(String name) {
        Object value = headers.get(name);
        return value == null ? null : value.toString();
    }

    private static Map<String, ?> headers(Message message) throws JMSException {
        Map<String, Object> headers = new LinkedHashMap<>();
        Enumeration<?> names = message.getPropertyNames();
        for (Object name : Collections.list(names)) {
            Object value = message.getObjectProperty((String) name);
            if (value != null) {
                headers.put((String) name, value);
            }
        }
        return Collections.unmodifiableMap(headers);
    }

    private static byte[] body(Message message) throws JMSException {
        if (message instanceof BytesMessage bytes) {
            byte[] body = new byte[Math.toIntExact(bytes.getBodyLength())];
            bytes.readBytes(body);
            return body;
        }
        if (message instanceof TextMessage text && text.getText() != null) {
            return text.getText().getBytes(StandardCharsets.UTF_8);
        }
        return new byte[0];
    }
}
