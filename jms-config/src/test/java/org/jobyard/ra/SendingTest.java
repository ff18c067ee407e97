package org.jobyard.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.rabbitmq.client.GetResponse;
import jakarta.jms.JMSRuntimeException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jobyard.ra.api.AmqpDestination;
import org.jobyard.ra.api.AmqpProperties;
import org.junit.jupiter.api.Test;

/** What becomes of messages that an application sends. */
class SendingTest extends RunningAdapter {
    @Test
    void publishesAfterTheCommitWhatAnyClientCanRead() throws Exception {
        adapter.inTransaction(() -> {
            insert("a");
            adapter.send(s -> s.context()
                    .createProducer()
                    .setProperty("jobyard_job", "a")
                    .setProperty(AmqpProperties.CONTENT_TYPE, "application/json")
                    .setJMSReplyTo(AmqpDestination.queue("answers"))
                    .send(AmqpDestination.of("jobyard.work", "script"), "{}"));
            assertThat(channel.basicGet("jobyard.work.script", true)).isNull();
        });

        GetResponse received = take("jobyard.work.script");
        assertThat(received.getBody()).asString(StandardCharsets.UTF_8).isEqualTo("{}");
        assertThat(received.getProps().getHeaders().get("jobyard_job")).hasToString("a");
        assertThat(received.getProps().getContentType()).isEqualTo("application/json");
        assertThat(received.getProps().getReplyTo()).isEqualTo("answers");
        assertThat(received.getProps().getDeliveryMode()).isEqualTo(2);
        awaitNothingLeft();
        assertThat(things()).isEqualTo(1);
    }

    @Test
    void recordsInTheTransactionWhateverContextHasSent() throws Exception {
        adapter.inTransaction(() -> {
            insert("two");
            for (String text : List.of("first", "second")) {
                adapter.send(s -> s.context().createProducer().send(AmqpDestination.queue(EVENTS), text));
                assertThat(intents())
                        .as("what is not committed is not to be seen")
                        .isZero();
            }
        });

        assertThat(List.of(text(take(EVENTS)), text(take(EVENTS)))).containsExactly("first", "second");
        awaitNothingLeft();
    }

    @Test
    void sendsNothingWhenRolledBack() throws Exception {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> adapter.inTransaction(() -> {
                    insert("b");
                    adapter.send(s -> s.context().createProducer().send(AmqpDestination.queue(EVENTS), "b"));
                    throw new IllegalArgumentException("asked");
                }));
        adapter.send(s -> s.context().createProducer().send(AmqpDestination.queue(EVENTS), "marker"));

        assertThat(take(EVENTS).getBody()).asString(StandardCharsets.UTF_8).isEqualTo("marker");
        assertThat(things()).isZero();
        awaitNothingLeft();
    }

    @Test
    void refusesWhatIsTooLargeAtOnce() {
        assertThatExceptionOfType(JMSRuntimeException.class)
                .isThrownBy(() -> adapter.send(
                        s -> s.context().createProducer().send(AmqpDestination.queue(EVENTS), new byte[2 << 20])))
                .withMessageContaining("more than 1048576");
    }

    @Test
    void keepsWhatNoQueueTakesAndDropsWhatIsBestEffort() throws Exception {
        adapter.inTransaction(() -> adapter.send(s -> {
            s.context().createProducer().send(AmqpDestination.of("jobyard.work", "nobody"), "kept");
            s.context().createProducer().send(AmqpDestination.of("no-such-exchange", "x"), "kept, too");
            s.context()
                    .createProducer()
                    .send(AmqpDestination.queue("no-such-queue").asBestEffort(), "dropped");
        }));

        List<String> kept = List.of(text(take("jobyard.unroutable")), text(take("jobyard.unroutable")));
        assertThat(kept).containsExactlyInAnyOrder("kept", "kept, too");
        awaitNothingLeft();
        assertThat(adapter.messaging.publishMetrics().dropped()).isEqualTo(1);
        assertThat(adapter.messaging.publishMetrics().unroutable()).isEqualTo(2);
    }
}
