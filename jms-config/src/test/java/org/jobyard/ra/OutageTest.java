package org.jobyard.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import jakarta.jms.JMSRuntimeException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jobyard.embedded.EmbeddedServices;
import org.jobyard.ra.api.AmqpDestination;
import org.jobyard.ra.api.MessagingHealth;
import org.junit.jupiter.api.Test;

/** The broker or the database dies, or is late. */
class OutageTest extends RunningAdapter {
    @Test
    void theBrokersDeathDuringDeliveryLosesAndDoublesNothingInTheDatabase() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        for (int i = 0; i < 50; i++) {
            publish(SUBMISSIONS, "k" + i, Map.of());
        }
        adapter.listen(spec(SUBMISSIONS, 5, "100,100"), messages -> {
            if (calls.incrementAndGet() == 3) {
                EmbeddedServices.shared().rabbit().kill();
            }
            messages.forEach(this::handle);
        });
        adapter.messaging.recoverAndOpen();

        await().atMost(Duration.ofSeconds(20))
                .until(() -> !adapter.messaging.health().connected());
        EmbeddedServices.shared().rabbit().start();
        await().atMost(Duration.ofSeconds(60)).until(() -> things() == 50);
        awaitNothingLeft();
        openProbe();
        await().until(() -> depth(SUBMISSIONS) == 0);
        assertThat(depth("jobyard.dead")).isZero();
        assertThat(depth(EVENTS)).isGreaterThanOrEqualTo(50);
    }

    @Test
    void whileTheBrokerIsAwayTransactionsCommitAndTheirMessagesFollow() throws Exception {
        EmbeddedServices.shared().rabbit().kill();
        await().until(() -> !adapter.messaging.health().connected());

        adapter.inTransaction(() -> {
            insert("away");
            adapter.send(s -> s.context().createProducer().send(AmqpDestination.queue(EVENTS), "later"));
        });
        assertThat(things()).isEqualTo(1);
        assertThatExceptionOfType(JMSRuntimeException.class)
                .isThrownBy(() ->
                        adapter.send(s -> s.context().createProducer().send(AmqpDestination.queue(EVENTS), "now")))
                .withMessageContaining("no connection to the broker");

        EmbeddedServices.shared().rabbit().start();
        openProbe();
        assertThat(text(take(EVENTS))).isEqualTo("later");
        awaitNothingLeft();
    }

    @Test
    void theDatabasesDeathHoldsTheDeliveryAndUsesUpNoAttempt() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        adapter.listen(spec(SUBMISSIONS, 1, ""), messages -> {
            if (calls.incrementAndGet() == 1) {
                EmbeddedServices.shared().postgres().kill();
            }
            messages.forEach(this::handle);
        });
        adapter.messaging.recoverAndOpen();
        publish(SUBMISSIONS, "held", Map.of());

        await().until(() -> adapter.messaging.metrics().get(0).held());
        EmbeddedServices.shared().postgres().start();

        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> things() == 1);
        assertThat(depth("jobyard.dead")).isZero();
        await().until(() -> !adapter.messaging.metrics().get(0).held());
    }

    @Test
    void worksWhenTheBrokerComesUpLater() throws Exception {
        EmbeddedServices.shared().rabbit().kill();
        try (AdapterFixture early = new AdapterFixture("node3")) {
            early.messaging.recoverAndOpen();
            MessagingHealth before = early.messaging.health();
            assertThat(before.open()).isTrue();
            assertThat(before.connected()).isFalse();
            EmbeddedServices.shared().rabbit().start();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> early.messaging.health().connected());
        }
    }
}
