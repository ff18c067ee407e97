package org.jobyard.ra.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.impl.LongStringHelper;
import com.rabbitmq.jms.client.message.RMQBytesMessage;
import com.rabbitmq.jms.client.message.RMQMapMessage;
import com.rabbitmq.jms.client.message.RMQTextMessage;
import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.Queue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jobyard.ra.api.AmqpDestination;
import org.jobyard.ra.api.AmqpProperties;
import org.junit.jupiter.api.Test;

/** Messages in their three forms. */
class MessagesTest {
    private static final SendOptions OPTIONS = new SendOptions(true, 7, 1500L, Instant.parse("2026-01-02T03:04:05Z"));

    @Test
    void aBytesMessageBecomesItsRawBytesWithAmqpsOwnProperties() throws JMSException {
        RMQBytesMessage message = new RMQBytesMessage();
        message.writeBytes(new byte[] {1, 2, 3});
        message.setStringProperty(AmqpProperties.CONTENT_TYPE, "application/json");
        message.setStringProperty(AmqpProperties.MESSAGE_ID, "id-1");
        message.setStringProperty("jobyard_job", "j");
        message.setIntProperty("attempt", 2);
        message.setJMSCorrelationID("c");
        message.setJMSType("t");
        message.setJMSReplyTo(AmqpDestination.queue("answers"));

        OutboundMessage out = MessageConversion.convert(AmqpDestination.of("ex", "key"), message, OPTIONS);

        assertThat(out.body()).containsExactly(1, 2, 3);
        assertThat(out.exchange()).isEqualTo("ex");
        assertThat(out.routingKey()).isEqualTo("key");
        BasicProperties properties = out.properties();
        assertThat(properties.getHeaders()).isEqualTo(Map.of("jobyard_job", "j", "attempt", 2));
        assertThat(properties.getContentType()).isEqualTo("application/json");
        assertThat(properties.getMessageId()).isEqualTo("id-1");
        assertThat(properties.getCorrelationId()).isEqualTo("c");
        assertThat(properties.getType()).isEqualTo("t");
        assertThat(properties.getReplyTo()).isEqualTo("answers");
        assertThat(properties.getPriority()).isEqualTo(7);
        assertThat(properties.getExpiration()).isEqualTo("1500");
        assertThat(properties.getDeliveryMode()).isEqualTo(2);
        assertThat(message.getJMSMessageID()).isEqualTo("id-1");
    }

    @Test
    void aTextMessageIsUtf8AndHasAnId() throws JMSException {
        RMQTextMessage message = new RMQTextMessage();
        message.setText("grüß");

        OutboundMessage out = MessageConversion.convert(AmqpDestination.queue("q"), message, OPTIONS);

        assertThat(new String(out.body(), StandardCharsets.UTF_8)).isEqualTo("grüß");
        assertThat(out.properties().getMessageId()).isNotEmpty();
        assertThat(out.properties().getContentType()).isEqualTo("text/plain; charset=utf-8");
    }

    @Test
    void refusesWhatOnlyJavaCouldRead() {
        assertThatExceptionOfType(MessageFormatException.class)
                .isThrownBy(() -> MessageConversion.convert(AmqpDestination.queue("q"), new RMQMapMessage(), OPTIONS));
    }

    @Test
    void aPlainAmqpMessageIsReadableWhateverItsHeaders() throws JMSException {
        Map<String, Object> headers = new HashMap<>();
        headers.put("jobyard_job", LongStringHelper.asLongString("j"));
        headers.put("x-hyphen", "h");
        headers.put("number", 5L);
        headers.put("nothing", null);
        headers.put("list", List.of(1, 2));
        headers.put("", "nameless");
        headers.put("JMSType", "TextMessage");
        headers.put("rmq.jms.message.type", "x");
        headers.put("not", "reserved");
        headers.put("it's", "quoted");
        headers.put("9", "digit");
        headers.put("x-delivery-count", 3L);
        BasicProperties properties = new BasicProperties.Builder()
                .headers(headers)
                .messageId("m")
                .correlationId("c")
                .replyTo("answers")
                .contentType("application/json")
                .userId("u")
                .build();

        InboundMessage message = new InboundMessage("q", new Envelope(1, true, "ex", "k"), properties, new byte[] {9});

        BytesMessage bytes = message;
        assertThat(bytes.getBody(byte[].class)).containsExactly(9);
        assertThat(message.getStringProperty("jobyard_job")).isEqualTo("j");
        assertThat(message.getStringProperty("x-hyphen")).isEqualTo("h");
        assertThat(message.getLongProperty("number")).isEqualTo(5);
        assertThat(message.getStringProperty("list")).isEqualTo("[1, 2]");
        assertThat(message.propertyExists("nothing")).isFalse();
        assertThat(message.getJMSCorrelationID()).isEqualTo("c");
        assertThat(((Queue) message.getJMSReplyTo()).getQueueName()).isEqualTo("answers");
        assertThat(message.getStringProperty(AmqpProperties.REPLY_TO)).isEqualTo("answers");
        assertThat(message.getStringProperty(AmqpProperties.CONTENT_TYPE)).isEqualTo("application/json");
        assertThat(message.getStringProperty("JMSXUserID")).isEqualTo("u");
        assertThat(message.getJMSMessageID()).isEqualTo("m");
        assertThat(message.getJMSRedelivered()).isTrue();
        assertThat(message.getIntProperty("JMSXDeliveryCount")).isEqualTo(4);
        assertThat(message.deliveryCount()).isEqualTo(3);
        assertThat(message.getJMSDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
    }

    @Test
    void anIntentHoldsMessagesExactly() {
        BasicProperties properties = new BasicProperties.Builder()
                .messageId("m")
                .headers(Map.of("a", "b", "n", 5))
                .priority(3)
                .deliveryMode(2)
                .build();
        OutboundMessage first = new OutboundMessage("ex", "k", true, properties, new byte[] {1});
        OutboundMessage second = new OutboundMessage("", "q", false, new BasicProperties(), new byte[0]);

        List<OutboundMessage> read = IntentCodec.decode(IntentCodec.encode(List.of(first, second)));

        assertThat(read).hasSize(2);
        OutboundMessage again = read.get(0);
        assertThat(again.exchange()).isEqualTo("ex");
        assertThat(again.routingKey()).isEqualTo("k");
        assertThat(again.bestEffort()).isTrue();
        assertThat(again.body()).containsExactly(1);
        assertThat(again.properties().getHeaders()).hasToString("{a=b, n=5}");
        assertThat(again.properties().getPriority()).isEqualTo(3);
        assertThat(read.get(1).routingKey()).isEqualTo("q");
    }

    @Test
    void refusesIntentsOfALaterReleaseAndTornOnes() {
        byte[] bytes =
                IntentCodec.encode(List.of(new OutboundMessage("", "q", false, new BasicProperties(), new byte[10])));
        byte[] later = bytes.clone();
        later[0] = 99;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> IntentCodec.decode(later))
                .withMessageContaining("version 99");
        assertThatIllegalArgumentException().isThrownBy(() -> IntentCodec.decode(java.util.Arrays.copyOf(bytes, 5)));
    }

    @Test
    void aRedirectedMessageKeepsWhatItHadAndWaitsForAPerson() {
        BasicProperties properties = new BasicProperties.Builder()
                .messageId("m")
                .headers(Map.of("a", "b"))
                .expiration("5")
                .build();

        OutboundMessage redirected =
                new OutboundMessage("ex", "k", true, properties, new byte[0]).redirectedTo("dead", Map.of("why", "so"));

        assertThat(redirected.routingKey()).isEqualTo("dead");
        assertThat(redirected.exchange()).isEmpty();
        assertThat(redirected.bestEffort()).isFalse();
        assertThat(redirected.properties().getExpiration()).isNull();
        assertThat(redirected.properties().getDeliveryMode()).isEqualTo(2);
        assertThat(redirected.properties().getHeaders()).isEqualTo(Map.of("a", "b", "why", "so"));
    }
}
