package org.jobyard.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.GetResponse;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jobyard.ra.api.AmqpDestination;
import org.jobyard.ra.api.QueueStatus;
import org.jobyard.ra.inbound.ListenerSpec;
import org.junit.jupiter.api.Test;

/** What reaches the listeners, and how. */
class DeliveryTest extends RunningAdapter {
    @Test
    void deliversBatchesInOneTransactionWithWhatTheyWriteAndSend() throws Exception {
        List<Integer> sizes = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 20; i++) {
            publish(SUBMISSIONS, "s" + i, Map.of());
        }
        adapter.listen(spec(SUBMISSIONS, 10, "50"), messages -> {
            sizes.add(messages.size());
            messages.forEach(message -> handle(message));
        });
        adapter.messaging.recoverAndOpen();

        await().until(() -> things() == 20);
        awaitNothingLeft();
        await().until(() -> depth(EVENTS) == 20);
        assertThat(sizes).allMatch(size -> size <= 10).anyMatch(size -> size > 1);
        await().until(() -> adapter.messaging.metrics().get(0).delivered() == 20);
        assertThat(depth(SUBMISSIONS)).isZero();
    }

    @Test
    void deliversNothingBeforeTheGateIsOpened() throws Exception {
        publish(SUBMISSIONS, "early", Map.of());
        List<Message> seen = new CopyOnWriteArrayList<>();
        adapter.listen(spec(SUBMISSIONS, 10, "50"), seen::addAll);

        assertThat(adapter.messaging.health().open()).isFalse();
        assertThat(adapter.messaging.queue(SUBMISSIONS)).contains(new QueueStatus(SUBMISSIONS, 1, 0));
        adapter.messaging.recoverAndOpen();

        await().until(() -> seen.size() == 1);
    }

    @Test
    void givesTheWholeBodyAtEachAttempt() throws Exception {
        List<String> bodies = new CopyOnWriteArrayList<>();
        publish(SUBMISSIONS, "again", Map.of());
        adapter.listen(spec(SUBMISSIONS, 1, "50"), messages -> {
            bodies.add(body(messages.get(0)));
            if (bodies.size() == 1) {
                throw new IllegalArgumentException("asked");
            }
        });
        adapter.messaging.recoverAndOpen();

        await().until(() -> bodies.size() == 2);
        assertThat(bodies.get(1)).isNotBlank().isEqualTo(bodies.get(0));
    }

    private static String body(Message message) {
        try {
            BytesMessage bytes = (BytesMessage) message;
            byte[] body = new byte[(int) bytes.getBodyLength()];
            bytes.readBytes(body);
            return new String(body, StandardCharsets.UTF_8);
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aPoisonMessageCostsItsBatchARepeatAndBecomesADeadLetter() throws Exception {
        publish(SUBMISSIONS, "good1", Map.of());
        publish(SUBMISSIONS, "poison", Map.of("poison", true));
        publish(SUBMISSIONS, "good2", Map.of());
        adapter.listen(
                spec(SUBMISSIONS, 10, "50,50"),
                messages -> messages.forEach(message -> {
                    if (has(message, "poison")) {
                        throw new IllegalArgumentException("cannot read this");
                    }
                    handle(message);
                }));
        adapter.messaging.recoverAndOpen();

        GetResponse dead = take("jobyard.dead");
        assertThat(dead.getProps().getMessageId()).isEqualTo("poison");
        assertThat(dead.getProps().getHeaders().get("dead_attempts")).isEqualTo(3);
        assertThat(dead.getProps().getHeaders().get("dead_reason")).asString().contains("cannot read this");
        assertThat(dead.getProps().getHeaders().get("dead_queue")).hasToString(SUBMISSIONS);
        assertThat(dead.getProps().getHeaders()).containsKeys("dead_stack_digest", "dead_first_failure");
        await().until(() -> things() == 2);
        awaitNothingLeft();
        assertThat(depth(SUBMISSIONS)).isZero();
    }

    @Test
    void aMessageWhoseHeadersHaveNoValueStopsNothing() throws Exception {
        Map<String, Object> headers = new java.util.HashMap<>();
        headers.put("nothing", null);
        headers.put("JMSType", "TextMessage");
        publish(SUBMISSIONS, "odd", headers);
        publish(SUBMISSIONS, "even", Map.of());
        adapter.listen(spec(SUBMISSIONS, 1, "50"), messages -> messages.forEach(this::handle));
        adapter.messaging.recoverAndOpen();

        await().until(() -> things() == 2);
    }

    @Test
    void everyNodeHearsAFanout() throws Exception {
        List<Message> first = new CopyOnWriteArrayList<>();
        List<Message> second = new CopyOnWriteArrayList<>();
        ListenerSpec fanout = new ListenerSpec();
        fanout.setExchange("jobyard.notifications");
        adapter.listen(fanout, first::addAll);
        adapter.messaging.recoverAndOpen();
        try (AdapterFixture other = new AdapterFixture("node2")) {
            other.listen(fanout, second::addAll);
            await().until(() -> other.messaging.health().connected());
            other.messaging.recoverAndOpen();
            await().untilAsserted(() -> {
                adapter.send(s -> s.context()
                        .createProducer()
                        .send(AmqpDestination.of("jobyard.notifications", "").asBestEffort(), "news"));
                assertThat(first).isNotEmpty();
                assertThat(second).isNotEmpty();
            });
        }
    }

    private static boolean has(Message message, String property) {
        try {
            return message.propertyExists(property);
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }
}
