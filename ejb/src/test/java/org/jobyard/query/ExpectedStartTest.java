package org.jobyard.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jobyard.control.LimitChange;
import org.jobyard.control.ManageLimits;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.testing.Fixtures;
import org.jobyard.testing.TestCore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What jobs in their line are told about their start. The window holds 8, the worker runs 2 at once. */
class ExpectedStartTest {
    private final TestCore core = new TestCore();
    private final Fixtures fixtures = new Fixtures(core);
    private final UUID worker = UUID.randomUUID();
    private final List<UUID> jobs = new ArrayList<>();

    @BeforeEach
    void line() {
        fixtures.hello("w1", worker, 2);
        for (int i = 0; i < 12; i++) {
            jobs.add(fixtures.registerScript());
        }
        core.settle();
    }

    private JobDetails last() {
        return core.bean(JobQueries.class).find(Fixtures.ADA, jobs.get(11)).orElseThrow();
    }

    private void runOne(Duration time) {
        UUID job = jobs.remove(0);
        fixtures.apply(fixtures.started(job, "w1", worker));
        core.clock().advance(time);
        fixtures.apply(fixtures.ended(job, "w1", worker, Outcome.SUCCEEDED, 0));
        core.settle();
        jobs.add(fixtures.registerScript());
        core.settle();
    }

    @Test
    void nobodyKnowsBeforeOneHasRun() {
        assertThat(last().expectedAt()).isNull();
        assertThat(last().waitingBecause()).endsWith("3 jobs are before it in the line.");
    }

    @Test
    void itIsTheTimeOfThoseBeforeItOnThePlacesThatThereAre() {
        runOne(Duration.ofMinutes(1));
        // 8 in the window and 3 in the line, 2 at once: 10 of them end before it.
        assertThat(last().expectedAt()).isEqualTo(core.clock().instant().plus(Duration.ofMinutes(5)));
        assertThat(last().waitingBecause()).endsWith("It should start in about 5 min.");
    }

    @Test
    void oneOutOfTheOrdinaryDoesNotDecide() {
        runOne(Duration.ofMinutes(1));
        runOne(Duration.ofMinutes(2));
        assertThat(last().expectedAt()).isEqualTo(core.clock().instant().plus(Duration.ofMinutes(6)));
    }

    @Test
    void nothingIsSaidOfWhatIsHeldOrHasNoWorker() {
        runOne(Duration.ofMinutes(1));
        core.inTransaction(() ->
                core.bean(ManageLimits.class).set(Fixtures.OLGA, new LimitChange("script", null, null, null, true)));
        assertThat(last().expectedAt()).isNull();
        core.inTransaction(() ->
                core.bean(ManageLimits.class).set(Fixtures.OLGA, new LimitChange("script", null, null, null, false)));
        fixtures.bye("w1", worker);
        assertThat(last().expectedAt()).isNull();
    }
}
