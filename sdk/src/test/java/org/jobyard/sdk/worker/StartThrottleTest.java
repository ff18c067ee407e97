package org.jobyard.sdk.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StartThrottleTest {
    private long now = Long.MAX_VALUE - Duration.ofSeconds(1).toNanos();
    private final StartThrottle throttle = new StartThrottle(2, Duration.ofSeconds(2), () -> now);

    private void pass(double seconds) {
        now += (long) (seconds * 1e9);
    }

    @Test
    void countsTheStartsOfEachStretchOfTimeWhereverItBegins() {
        assertThat(throttle.free()).isEqualTo(2);
        throttle.started();
        pass(1.5);
        throttle.started();
        assertThat(throttle.free()).isZero();
        assertThat(throttle.untilNext()).isEqualTo(Duration.ofMillis(500));
        pass(0.5);
        assertThat(throttle.free()).isEqualTo(1);
        throttle.started();
        assertThat(throttle.free()).isZero();
        pass(1.5);
        assertThat(throttle.free()).isEqualTo(1);
    }

    @Test
    void ofNoTimeItLetsAllStart() {
        var none = new StartThrottle(Integer.MAX_VALUE, Duration.ZERO, () -> now);
        none.started();
        assertThat(none.free()).isEqualTo(Integer.MAX_VALUE);
    }
}
