package org.jobyard.sdk.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.jobyard.embedded.RabbitControl;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.sdk.message.Queues;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The broker gives up on whoever does not acknowledge a delivery within {@code consumer_timeout}, 30 minutes by default. It
 * looks at every {@code channel_tick_interval}, a minute by default; both are read when a channel is opened.
 */
class ConsumerTimeoutTest extends RunningWorker {
    private static final int LOW_MS = 2_000;
    private static final int USUAL_MS = 1_800_000;
    private static final int USUAL_TICK_MS = 60_000;

    private void limit(int timeout, int tick) {
        RabbitControl.of(rabbit.pid())
                .run(
                        "eval",
                        "application:set_env(rabbit, consumer_timeout, %d), application:set_env(rabbit, channel_tick_interval, %d)."
                                .formatted(timeout, tick));
    }

    @AfterEach
    void patientAgain() {
        limit(USUAL_MS, USUAL_TICK_MS);
    }

    @Test
    void aRunOutlastsTheBrokersPatience() throws Exception {
        limit(LOW_MS, LOW_MS / 4);
        var begun = new CountDownLatch(1);
        var proceed = new CountDownLatch(1);
        start(1, StartPolicy.AFTER_ACCEPTED, run -> {
            begun.countDown();
            proceed.await();
            return note(run);
        });
        UUID id = server.dispatch(TYPE, "{}", Map.of());
        begun.await();
        UUID behind = server.dispatch(TYPE, "{}", Map.of());

        awaitThatOthersAreGivenUp();

        // Nothing is held unacknowledged for the length of a run: neither its dispatch nor the next one.
        assertThat(server.ready(Queues.workQueue(TYPE))).isEqualTo(1);
        proceed.countDown();
        assertThat(server.result(id).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(server.result(behind).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(runs).containsExactly(id, behind);
        assertThat(startsOf(id)).isEqualTo(1);
    }

    /** A delivery that came after that of the run, and that nobody acknowledges, costs its consumer the channel. */
    private void awaitThatOthersAreGivenUp() throws Exception {
        var factory = new ConnectionFactory();
        factory.setUri(rabbit.uri());
        factory.setUsername(rabbit.user());
        factory.setPassword(rabbit.password());
        try (Connection connection = factory.newConnection("impatience")) {
            Channel channel = connection.createChannel();
            String queue = channel.queueDeclare().getQueue();
            channel.basicConsume(queue, false, (tag, message) -> {}, tag -> {});
            channel.basicPublish("", queue, null, new byte[0]);
            await().atMost(SOON).until(() -> !channel.isOpen());
            assertThat(channel.getCloseReason().getMessage()).contains("timed out");
        }
    }
}
