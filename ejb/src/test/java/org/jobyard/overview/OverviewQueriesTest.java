package org.jobyard.overview;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jobyard.figures.Backlog;
import org.jobyard.figures.KeepFigures;
import org.jobyard.figures.Span;
import org.jobyard.persistence.Database;
import org.jobyard.query.WaitingJobs;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.submission.JobRequest;
import org.jobyard.testing.Fixtures;
import org.jobyard.testing.TestCore;
import org.junit.jupiter.api.Test;

class OverviewQueriesTest {
    private static final UUID INSTANCE = UUID.randomUUID();

    private final TestCore core = new TestCore();
    private final Fixtures fixtures = new Fixtures(core);

    private Overview look() {
        return core.bean(OverviewQueries.class).look(Fixtures.ADA, Span.HOUR);
    }

    private void note() {
        core.inTransaction(() -> core.bean(KeepFigures.class).noteBacklog());
    }

    @Test
    void anEmptyServiceHasNoProblems() {
        Overview overview = look();
        assertThat(overview.problems()).isEmpty();
        assertThat(overview.jobs()).isEmpty();
        assertThat(overview.oldestWaiting()).isNull();
        assertThat(overview.past().successRatio()).isNull();
        assertThat(overview.next()).isEmpty();
    }

    @Test
    void jobsWithoutAWorkerAreAProblemAndSaySo() {
        UUID first = fixtures.registerScript();
        fixtures.registerScript();
        Overview overview = look();
        assertThat(overview.problems()).containsExactly(new Problem(Problem.Kind.NO_WORKER, "script", 2));
        assertThat(overview.jobs()).containsExactly(new WaitingJobs.Count("WAITING", 2, false));
        assertThat(overview.waiting()).containsExactly(new WaitingJobs.Count("NO_WORKER", 2, false));
        assertThat(overview.oldestWaiting().id()).isEqualTo(first);
        assertThat(overview.oldestWaiting().because()).contains("No worker");
    }

    @Test
    void failuresAndLostWorkersComeFirst() {
        fixtures.hello("w1", INSTANCE, 1);
        UUID job = fixtures.registerScript();
        fixtures.apply(fixtures.started(job, "w1", INSTANCE), fixtures.ended(job, "w1", INSTANCE, Outcome.FAILED, 0));
        assertThat(look().workers()).isEqualTo(new Overview.Workers(1, 0, 1, 0));
        core.bean(Database.class).update("update worker set state = 'LOST'");
        assertThat(look().problems())
                .containsExactly(
                        new Problem(Problem.Kind.WORKERS_LOST, null, 1), new Problem(Problem.Kind.FAILED, null, 1));
        core.clock().advance(Duration.ofDays(2));
        assertThat(look().problems()).isEmpty();
    }

    @Test
    void aLineThatGrowsIsAProblemOneThatShrinksIsNone() {
        fixtures.hello("w1", INSTANCE, 1);
        submit(20);
        note();
        core.clock().advance(Duration.ofMinutes(5));
        assertThat(look().backlog()).extracting(Overview.TypeBacklog::growing).containsExactly(false);
        submit(5);
        note();
        assertThat(look().backlog())
                .containsExactly(new Overview.TypeBacklog(
                        "script",
                        17,
                        false,
                        true,
                        List.of(
                                new Backlog.Note(TestCore.START, 12),
                                new Backlog.Note(TestCore.START.plus(Duration.ofMinutes(5)), 17))));
        assertThat(look().problems()).containsExactly(new Problem(Problem.Kind.BACKLOG_GROWS, "script", 17));
        fixtures.hello("w2", UUID.randomUUID(), 10);
        core.settle();
        assertThat(look().problems()).isEmpty();
    }

    private void submit(int jobs) {
        for (int i = 0; i < jobs; i++) {
            fixtures.registerScript();
        }
        core.settle();
    }

    @Test
    void whatRunsNextIsShownInOrder() {
        for (int hour = 9; hour > 0; hour--) {
            Instant at = TestCore.START.plus(Duration.ofHours(hour));
            fixtures.register(
                    JobRequest.of("script").name("at " + hour).startAt(at).build());
        }
        assertThat(look().next())
                .extracting(Overview.Upcoming::name)
                .containsExactly("at 1", "at 2", "at 3", "at 4", "at 5");
    }
}
