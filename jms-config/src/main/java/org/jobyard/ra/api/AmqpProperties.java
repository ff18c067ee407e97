package org.jobyard.ra.api;

/**
 * Names of the message properties that stand for AMQP properties which JMS lacks. On a message to be sent they are set
 * with {@code setStringProperty}; on a received one they are read with {@code getStringProperty} and null when the
 * sender gave none.
 *
 * <p>The other AMQP properties are JMS headers: {@code correlation_id} is {@code JMSCorrelationID}, {@code reply_to} is
 * the name of the queue {@code JMSReplyTo}, {@code type} is {@code JMSType}, {@code priority} and {@code expiration} are
 * the producer's priority and time to live (sent only when set), {@code user_id} is {@code JMSXUserID}. All other
 * properties are AMQP headers of the same name.
 */
public final class AmqpProperties {
    /** MIME type of the body, {@code content_type}. */
    public static final String CONTENT_TYPE = "JMS_AMQP_CONTENT_TYPE";
    /** {@code content_encoding}. */
    public static final String CONTENT_ENCODING = "JMS_AMQP_CONTENT_ENCODING";
    /** {@code message_id}, exactly as on the wire; when not set on sending, the adapter makes one. */
    public static final String MESSAGE_ID = "JMS_AMQP_MESSAGE_ID";
    /** {@code app_id}. */
    public static final String APP_ID = "JMS_AMQP_APP_ID";
    /** {@code reply_to}, exactly as on the wire: the name of a queue. */
    public static final String REPLY_TO = "JMS_AMQP_REPLY_TO";

    private AmqpProperties() {}
}
