package org.jobyard.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import javax.net.ServerSocketFactory;
import org.jobyard.embedded.EmbeddedServices;
import org.jobyard.ra.api.AmqpDestination;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The broker takes messages, and its confirms never come. */
class LostConfirmTest extends RunningAdapter {
    private AmqpProxy proxy;

    @Override
    AdapterFixture adapter() throws Exception {
        proxy = new AmqpProxy(
                ServerSocketFactory.getDefault(),
                EmbeddedServices.shared().rabbit().port());
        return new AdapterFixture("node1", "amqp://127.0.0.1:" + proxy.port(), Duration.ofSeconds(1));
    }

    @AfterEach
    void closeTheProxy() throws Exception {
        proxy.close();
    }

    @Test
    void isPublishedAgainOnANewConnection() throws Exception {
        proxy.swallowConfirms();
        adapter.inTransaction(() -> {
            insert("unconfirmed");
            adapter.send(s -> s.context().createProducer().send(AmqpDestination.queue(EVENTS), "unconfirmed"));
        });

        assertThat(text(take(EVENTS))).isEqualTo("unconfirmed");
        await().until(() -> proxy.swallowed() == 1);
        assertThat(intents()).as("kept until it is confirmed").isEqualTo(1);

        assertThat(text(take(EVENTS))).isEqualTo("unconfirmed");
        awaitNothingLeft();
        assertThat(adapter.messaging.lostLinks()).isEqualTo(1);
        assertThat(adapter.messaging.publishMetrics().republished()).isEqualTo(1);
        assertThat(proxy.swallowed()).isEqualTo(1);
    }
}
