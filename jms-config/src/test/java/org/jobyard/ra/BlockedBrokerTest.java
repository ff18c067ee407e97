package org.jobyard.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.jobyard.embedded.EmbeddedServices;
import org.jobyard.embedded.RabbitControl;
import org.jobyard.ra.api.AmqpDestination;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The broker has an alarm and takes no messages. */
class BlockedBrokerTest extends RunningAdapter {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static void watermark(String value) {
        RabbitControl.of(EmbeddedServices.shared().rabbit().pid()).run("set_vm_memory_high_watermark", value);
    }

    @AfterEach
    void endTheAlarm() {
        watermark("0.6");
    }

    @Test
    void isKnownAndLosesNothing() throws Exception {
        assertThat(adapter.messaging.isBlocked()).isFalse();
        watermark("0.0000001");

        adapter.inTransaction(() -> {
            insert("blocked");
            adapter.send(s -> s.context().createProducer().send(AmqpDestination.queue(EVENTS), "later"));
        });
        await().atMost(LIMIT).until(adapter.messaging::isBlocked);
        assertThat(adapter.messaging.health().blocked()).isTrue();
        assertThat(things()).isEqualTo(1);
        assertThat(intents()).isEqualTo(1);

        watermark("0.6");
        await().atMost(LIMIT).until(() -> !adapter.messaging.isBlocked());
        assertThat(text(take(EVENTS))).isEqualTo("later");
        awaitNothingLeft();
    }
}
