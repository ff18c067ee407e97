package org.jobyard.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StartDelayTest {
    private static Duration quantile(double share, long... millis) {
        TreeMap<Integer, Long> bins = new TreeMap<>();
        for (long delay : millis) {
            bins.merge(StartDelay.bin(Duration.ofMillis(delay)), 1L, Long::sum);
        }
        return StartDelay.quantile(bins, share);
    }

    @Test
    void nothingStartedHasNoDelay() {
        assertThat(quantile(0.5)).isNull();
    }

    @Test
    void allLengthsHaveABin() {
        assertThat(StartDelay.bin(Duration.ofMillis(-5))).isZero();
        assertThat(StartDelay.bin(Duration.ZERO)).isZero();
        assertThat(StartDelay.bin(Duration.ofDays(10_000))).isEqualTo(StartDelay.LAST_BIN);
    }

    @Test
    void quantilesAreAFifthOffAtMost() {
        Random random = new Random(7);
        long[] delays = random.longs(10_000, 5, 100_000).sorted().toArray();
        for (double share : new double[] {0.5, 0.95}) {
            double exact = delays[(int) (share * delays.length)];
            assertThat((double) quantile(share, delays).toMillis()).isCloseTo(exact, within(exact / 5));
        }
        assertThat(quantile(1, delays).toMillis())
                .isGreaterThanOrEqualTo(Arrays.stream(delays).max().orElseThrow());
    }
}
