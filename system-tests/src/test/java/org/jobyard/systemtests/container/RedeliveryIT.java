package org.jobyard.systemtests.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.GetResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** What becomes of a message whose listener fails. */
@InContainer
class RedeliveryIT {
    private static final String QUEUE = "jobyard.test.failing";
    private static final String DEAD = "jobyard.dead";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Inject
    private Deliveries deliveries;

    @Inject
    private RowAndMessage work;

    @Inject
    private Broker broker;

    private final String name = "test-" + UUID.randomUUID();

    @Deployment
    static WebArchive core() {
        return CoreDeployment.create();
    }

    private void send(String message, int failures) throws Exception {
        broker.send(QUEUE, Map.of("test_name", message, "test_failures", failures), "{}");
    }

    @Test
    void aFailedDeliveryLeavesNothingAndComesAgain() throws Exception {
        send(name, 2);
        await().atMost(LIMIT).until(() -> work.exists(name));
        assertThat(deliveries.of(name)).isGreaterThanOrEqualTo(3);
    }

    @Test
    void oneBadMessageDoesNotTakeItsBatchWithIt() throws Exception {
        List<String> good = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            good.add(name + "-" + i);
            send(good.get(i), 0);
            if (i == 10) {
                send(name, 1000);
            }
        }
        for (String each : good) {
            await().atMost(LIMIT).until(() -> work.exists(each));
        }
        assertThat(work.exists(name)).isFalse();
    }

    @Test
    void aPoisonMessageEndsAmongTheDeadLettersWithItsReason() throws Exception {
        broker.drain(DEAD);
        send(name, 1000);
        List<GetResponse> letters = new ArrayList<>();
        await().atMost(LIMIT).until(() -> {
            broker.drain(DEAD).stream().filter(this::isOurs).forEach(letters::add);
            return !letters.isEmpty();
        });
        assertThat(letters).hasSize(1);
        assertThat(letters.get(0).getProps().getHeaders().toString()).contains("fails on purpose");
        assertThat(work.exists(name)).isFalse();
    }

    private boolean isOurs(GetResponse letter) {
        return letter.getProps()
                .getHeaders()
                .getOrDefault("test_name", "")
                .toString()
                .equals(name);
    }
}
