package org.jobyard.ra.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.resource.spi.InvalidPropertyException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ListenerSpecTest {
    @Test
    void needsNoMoreThanAQueue() throws InvalidPropertyException {
        ListenerSpec spec = new ListenerSpec();
        spec.setDestination("q");

        spec.validate();

        assertThat(spec.isFanout()).isFalse();
        assertThat(spec.delays())
                .containsExactly(
                        Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(2));
    }

    @Test
    void namesEveryErrorAtOnce() {
        ListenerSpec spec = new ListenerSpec();
        spec.setBatchSize(0);
        spec.setLongestPause(-1);
        spec.setConcurrency(1000);
        spec.setPrefetch(-1);
        spec.setMostWaiting(0);
        spec.setRedeliveryDelays("1,soon");

        assertThatExceptionOfType(InvalidPropertyException.class)
                .isThrownBy(spec::validate)
                .withMessageContaining("either destination or exchange")
                .withMessageContaining("batchSize must be 1 to 10000, not 0")
                .withMessageContaining("longestPause must be 0 to 10000, not -1")
                .withMessageContaining("concurrency must be 1 to 256, not 1000")
                .withMessageContaining("prefetch must be 0 to 50000, not -1")
                .withMessageContaining("mostWaiting must be 1 to 10000, not 0")
                .withMessageContaining("redeliveryDelays must be milliseconds");
    }

    @Test
    void refusesDelaysBeyondTheBrokersPatience() {
        ListenerSpec spec = new ListenerSpec();
        spec.setDestination("q");
        spec.setRedeliveryDelays("1000,900001");

        assertThatExceptionOfType(InvalidPropertyException.class)
                .isThrownBy(spec::validate)
                .withMessageContaining("not 900001");
    }

    @Test
    void keepsRoomForThoseThatWaitBesidesThoseInWork() {
        ListenerSpec spec = new ListenerSpec();
        spec.setBatchSize(50);
        spec.setConcurrency(2);
        spec.setMostWaiting(100);

        assertThat(spec.window()).isEqualTo(4 * 50 * 2 + 100);
    }
}
