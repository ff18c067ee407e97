package org.jobyard.ra.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TopologyTest {
    @Test
    void readsTheOneThatIsShipped() {
        Topology topology = Topology.read("topology.json");

        assertThat(topology.exchanges()).contains(new Topology.Exchange("jobyard.work", "direct"));
        assertThat(topology.queues())
                .allSatisfy(queue -> assertThat(queue.arguments()).isEqualTo(Map.of("x-queue-type", "quorum")));
        assertThat(topology.bindings()).contains(new Topology.Binding("jobyard.work", "jobyard.work.script", "script"));
    }

    @Test
    void saysWhichResourceIsMissing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Topology.read("nowhere.json"))
                .withMessageContaining("nowhere.json");
    }
}
