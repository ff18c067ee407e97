package org.jobyard.systemtests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.jobyard.sdk.message.Queues;
import org.junit.jupiter.api.Test;

/** The adapter declares what the SDK names; neither may use the other. */
class TopologyTest {
    private final JsonNode topology;

    TopologyTest() throws IOException {
        topology = new ObjectMapper()
                .readTree(Sources.ROOT
                        .resolve("jms-config/src/main/resources/topology.json")
                        .toFile());
    }

    @Test
    void exchangesAreTheNamedOnes() {
        assertThat(topology.path("exchanges").findValuesAsText("name"))
                .containsExactlyInAnyOrder(Queues.WORK_EXCHANGE, Queues.COMMAND_EXCHANGE, Queues.NOTIFICATION_EXCHANGE);
    }

    @Test
    void queuesAreTheNamedOnes() {
        assertThat(topology.path("queues").findValuesAsText("name"))
                .containsExactlyInAnyOrder(
                        Queues.SUBMISSIONS,
                        Queues.EVENTS,
                        Queues.DEAD_LETTERS,
                        Queues.UNROUTABLE,
                        Queues.workQueue("script"));
    }

    @Test
    void everyQueueSurvivesItsBroker() {
        assertThat(topology.path("queues").findValuesAsText("x-queue-type"))
                .hasSameSizeAs(topology.path("queues"))
                .containsOnly("quorum");
    }
}
