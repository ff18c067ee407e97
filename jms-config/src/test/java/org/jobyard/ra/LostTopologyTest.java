package org.jobyard.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Message;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jobyard.ra.api.AmqpDestination;
import org.jobyard.ra.inbound.ListenerSpec;
import org.junit.jupiter.api.Test;

/** Somebody deletes what the adapter has declared. */
class LostTopologyTest extends RunningAdapter {
    @Test
    void aQueueThatIsDeletedUnderItsSubscriptionComesBack() throws Exception {
        adapter.listen(spec(SUBMISSIONS, 1, "50"), messages -> messages.forEach(this::handle));
        adapter.messaging.recoverAndOpen();
        await().until(() -> consumers(SUBMISSIONS) == 1);

        channel.queueDelete(SUBMISSIONS);

        await().atMost(Duration.ofSeconds(20)).until(() -> consumers(SUBMISSIONS) == 1);
        publish(SUBMISSIONS, "again", Map.of());
        await().until(() -> things() == 1);
        writeDownTheQueues();
    }

    @Test
    void aQueueThatIsDeletedIsThereAgainForTheNextMessage() throws Exception {
        channel.queueDelete("jobyard.work.script");

        adapter.inTransaction(() -> adapter.send(
                s -> s.context().createProducer().send(AmqpDestination.of("jobyard.work", "script"), "dispatch")));

        assertThat(text(take("jobyard.work.script"))).isEqualTo("dispatch");
        awaitNothingLeft();
        assertThat(depth("jobyard.unroutable")).isZero();
        writeDownTheQueues();
    }

    @Test
    void anExchangeThatIsDeletedIsThereAgainWithItsBindings() throws Exception {
        List<Message> heard = new CopyOnWriteArrayList<>();
        ListenerSpec fanout = new ListenerSpec();
        fanout.setExchange("jobyard.notifications");
        adapter.listen(fanout, heard::addAll);
        adapter.messaging.recoverAndOpen();
        channel.exchangeDelete("jobyard.work");
        channel.exchangeDelete("jobyard.notifications");

        adapter.inTransaction(() -> adapter.send(
                s -> s.context().createProducer().send(AmqpDestination.of("jobyard.work", "script"), "dispatch")));

        assertThat(text(take("jobyard.work.script"))).isEqualTo("dispatch");
        awaitNothingLeft();
        assertThat(depth("jobyard.unroutable")).isZero();
        await().untilAsserted(() -> {
            adapter.send(s -> s.context()
                    .createProducer()
                    .send(AmqpDestination.of("jobyard.notifications", "").asBestEffort(), "news"));
            assertThat(heard).isNotEmpty();
        });
    }
}
