package org.jobyard.sdk.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jobyard.sdk.testing.Brokers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTest {
    private static final int CHUNK = 64 * 1024;
    /** More than the outbox keeps in memory. */
    private static final int COUNT = 600;

    private final String queue = "outbox-" + UUID.randomUUID();

    @TempDir
    Path temp;

    @Test
    void whatIsTooMuchForTheMemoryWaitsOnDiskAndComesInOrder() throws Exception {
        try (var outbox = new Outbox(Optional.of(temp));
                Connection connection = Brokers.address().factory().newConnection()) {
            outbox.open();
            // Without the disk, this would wait.
            for (int i = 0; i < COUNT; i++) {
                outbox.awaitRoom();
                outbox.add(message(i));
            }

            // The queue comes only after the first attempt: what is returned is sent again, in order.
            outbox.attach(connection);
            List<Integer> received = new CopyOnWriteArrayList<>();
            Channel channel = connection.createChannel();
            channel.queueDeclare(queue, false, true, true, Map.of());
            channel.basicConsume(
                    queue,
                    true,
                    (tag, m) -> received.add(ByteBuffer.wrap(m.getBody()).getInt()),
                    tag -> {});

            assertThat(outbox.awaitEmpty(Duration.ofSeconds(60))).isTrue();
            // Some that were on their way when the queue came may have arrived before the first was sent again.
            Awaitility.await()
                    .untilAsserted(() -> assertThat(lastOfEach(received))
                            .containsExactlyElementsOf(
                                    IntStream.range(0, COUNT).boxed().toList()));
        }
    }

    private static Set<Integer> lastOfEach(List<Integer> received) {
        Set<Integer> last = new LinkedHashSet<>();
        for (Integer number : received) {
            last.remove(number);
            last.add(number);
        }
        return last;
    }

    @Test
    void withoutADiskTheProducerWaits() throws Exception {
        try (var outbox = new Outbox(Optional.empty());
                Connection connection = Brokers.address().factory().newConnection()) {
            outbox.open();
            var full = new CountDownLatch(1);
            var producer = new Thread(() -> assertThatCode(() -> {
                        for (int i = 0; i < COUNT; i++) {
                            if (i == COUNT / 3) {
                                full.countDown();
                            }
                            outbox.awaitRoom();
                            outbox.add(message(i));
                        }
                    })
                    .doesNotThrowAnyException());
            producer.start();
            assertThat(full.await(20, TimeUnit.SECONDS)).isTrue();
            Awaitility.await().until(() -> producer.getState() == Thread.State.WAITING);

            connection.createChannel().queueDeclare(queue, false, true, true, Map.of());
            outbox.attach(connection);

            producer.join(Duration.ofSeconds(60).toMillis());
            assertThat(producer.isAlive()).isFalse();
            assertThat(outbox.awaitEmpty(Duration.ofSeconds(60))).isTrue();
        }
    }

    private OutgoingMessage message(int number) {
        byte[] body = ByteBuffer.allocate(CHUNK).putInt(number).array();
        return new OutgoingMessage("", queue, new BasicProperties(), body, true);
    }
}
