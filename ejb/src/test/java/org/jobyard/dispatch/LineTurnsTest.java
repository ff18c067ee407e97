package org.jobyard.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jobyard.persistence.LineJob;
import org.junit.jupiter.api.Test;

/** Whose turn it is where destinations have limits. */
class LineTurnsTest {
    private static final Instant NOW = Instant.EPOCH;

    private final List<LineJob> line = new java.util.ArrayList<>();

    private UUID waits(String tenant, String destination, int priority, long active) {
        UUID id = new UUID(0, line.size());
        line.add(new LineJob(id, tenant, destination, priority, active));
        return id;
    }

    private List<UUID> turns(int places, WorkLimit... limits) {
        return new LineTurns(line, List.of(limits)).take(places);
    }

    private static WorkLimit limit(String tenant, String destination, int most) {
        return new WorkLimit("*", tenant, destination, most, null, NOW, "olga", 0);
    }

    @Test
    void withRoomForAllItIsAsWithoutLimits() {
        UUID second = waits("a", "x", 4, 0);
        UUID first = waits("a", null, 7, 0);
        UUID third = waits("a", "x", 4, 0);
        assertThat(turns(9, limit("*", "x", 5))).containsExactly(first, second, third);
        assertThat(turns(2, limit("*", "x", 5))).containsExactly(first, second);
    }

    @Test
    void theTenantWithFewerActiveJobsIsNextWhateverThePriorities() {
        UUID busy = waits("a", "x", 9, 2);
        UUID first = waits("b", "x", 0, 0);
        UUID second = waits("b", "y", 0, 0);
        UUID last = waits("b", "x", 0, 0);
        assertThat(turns(4, limit("*", "x", 5))).containsExactly(first, second, busy, last);
    }

    @Test
    void whatOneTenantTakesOfADestinationTheOthersLack() {
        UUID first = waits("a", "x", 4, 0);
        waits("b", "x", 4, 0);
        UUID elsewhere = waits("b", "y", 4, 0);
        waits("a", "x", 4, 0);
        assertThat(turns(4, limit("*", "x", 1))).containsExactly(first, elsewhere);
    }

    @Test
    void everyLimitThatCoversAJobCounts() {
        Stream.of("x", "y", null).forEach(destination -> waits("a", destination, 4, 0));
        UUID other = waits("b", "x", 0, 5);
        assertThat(turns(9, limit("a", "*", 1), limit("b", "x", 1), limit("*", "x", 2)))
                .containsExactly(new UUID(0, 0), other);
        assertThat(turns(9, limit("*", "*", 0), limit("*", "x", 9))).isEmpty();
    }
}
