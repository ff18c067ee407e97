package org.jobyard.systemtests.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jobyard.persistence.Database;
import org.junit.jupiter.api.Test;

/** What becomes of a message whose listener fails. */
@InContainer
class RedeliveryIT {
    private static final String QUEUE = "jobyard.test.failing";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Inject
    private Deliveries deliveries;

    @Inject
    private RowAndMessage work;

    @Inject
    private Broker broker;

    @Inject
    private Database database;

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
        send(name, 1000);
        await().atMost(LIMIT).until(() -> !letters().isEmpty());
        assertThat(letters()).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).contains("fails on purpose");
            assertThat(letter.digest()).matches("[0-9a-f]{16}");
            assertThat(letter.attempts()).isEqualTo(4);
            assertThat(letter.origin()).isEqualTo(QUEUE);
            assertThat(letter.lastAt()).isAfter(letter.firstAt());
        });
        assertThat(work.exists(name)).isFalse();
    }

    private record Letter(String reason, String digest, int attempts, String origin, Instant firstAt, Instant lastAt) {}

    private List<Letter> letters() {
        return database.list(
                "select * from dead_letter where headers->>'test_name' = ?",
                row -> new Letter(
                        row.text("reason"),
                        row.text("stack_digest"),
                        row.integer("attempts"),
                        row.text("routing_key"),
                        row.instant("first_at"),
                        row.instant("last_at")),
                name);
    }
}
