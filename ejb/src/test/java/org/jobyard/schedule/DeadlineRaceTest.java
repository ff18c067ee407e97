package org.jobyard.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jobyard.job.JobState;
import org.jobyard.job.SameName;
import org.jobyard.job.Terms;
import org.jobyard.persistence.Database;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.status.ApplyEvents;
import org.jobyard.submission.JobRequest;
import org.jobyard.testing.Fixtures;
import org.jobyard.testing.TestCore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A deadline against a result: each job has one end, whichever is first. */
class DeadlineRaceTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final TestCore core = new TestCore();
    private final Fixtures fixtures = new Fixtures(core);
    private final TestCore other = core.anotherNode();
    private final UUID worker = UUID.randomUUID();
    private UUID id;

    @BeforeEach
    void aJobRuns() {
        fixtures.hello("w1", worker, 4);
        Terms terms = new Terms(SameName.ALLOW, null, HOUR);
        id = fixtures.register(JobRequest.of("script").terms(terms).build())
                .get(0)
                .id();
        fixtures.apply(fixtures.started(id, "w1", worker));
    }

    private boolean handleDue(TestCore node) {
        return node.bean(HandleDueJobs.class).handle(Map.of());
    }

    private List<String> ends() {
        return core.anotherNode()
                .bean(Database.class)
                .list(
                        "select state from job_event where job_id = ? and event in ('SUCCEED', 'TIME_OUT')",
                        row -> row.text("state"),
                        id);
    }

    @Test
    void theTimerPassesOverAJobWhoseResultIsBeingWritten() {
        var result = fixtures.ended(id, "w1", worker, Outcome.SUCCEEDED, 0);
        core.clock().advance(HOUR.plus(GRACE));
        core.inTransaction(() -> {
            core.bean(ApplyEvents.class).apply(List.of(result));
            assertThat(handleDue(other)).isFalse();
        });
        handleDue(other);
        assertThat(ends()).containsExactly(JobState.SUCCEEDED.name());
    }

    @Test
    void aResultThatComesWhileTheWorkerIsToldCounts() {
        resultWhile(HOUR.plus(GRACE));
        assertThat(ends()).containsExactly(JobState.SUCCEEDED.name());
    }

    @Test
    void aResultThatComesWhileTheWorkerIsGivenUpIsTooLate() {
        core.clock().advance(HOUR.plus(GRACE));
        handleDue(other);
        resultWhile(GRACE);
        assertThat(ends()).containsExactly(JobState.TIMED_OUT.name());
    }

    /** What is due is written, and not yet committed, while the result waits for the job. */
    private void resultWhile(Duration later) {
        var result = fixtures.ended(id, "w1", worker, Outcome.SUCCEEDED, 0);
        core.clock().advance(later);
        AtomicReference<CompletableFuture<Void>> arrives = new AtomicReference<>();
        TestCore third = core.anotherNode();
        third.replace(HandleDueJobs.class, new HandleDueJobs() {
            @Override
            public boolean handle(Map<String, Boolean> missing) {
                return third.inTransaction(() -> {
                    boolean more = super.handle(missing);
                    arrives.set(CompletableFuture.runAsync(() -> fixtures.apply(result)));
                    await().until(() -> isAwaited());
                    return more;
                });
            }
        });
        handleDue(third);
        arrives.get().join();
    }

    private boolean isAwaited() {
        return core.anotherNode()
                        .bean(Database.class)
                        .first("select count(*) as n from pg_locks where not granted", row -> row.number("n"))
                        .orElseThrow()
                > 0;
    }
}
