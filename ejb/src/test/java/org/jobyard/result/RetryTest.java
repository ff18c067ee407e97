package org.jobyard.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jobyard.control.CancelJob;
import org.jobyard.job.Backoff;
import org.jobyard.job.Job;
import org.jobyard.job.JobState;
import org.jobyard.job.Retry;
import org.jobyard.job.SameName;
import org.jobyard.job.Terms;
import org.jobyard.query.JobAttempt;
import org.jobyard.query.JobQueries;
import org.jobyard.schedule.HandleDueJobs;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.submission.JobRequest;
import org.jobyard.testing.Fixtures;
import org.jobyard.testing.TestCore;
import org.junit.jupiter.api.Test;

/** What becomes of jobs that fail, and of those whose workers die. */
class RetryTest {
    private final TestCore core = new TestCore();
    private final Fixtures fixtures = new Fixtures(core);
    private final UUID worker = UUID.randomUUID();

    private UUID submit(Retry retry) {
        return fixtures.register(JobRequest.of("script")
                        .name("tried again")
                        .terms(new Terms(SameName.ALLOW, retry))
                        .build())
                .get(0)
                .id();
    }

    private void end(UUID job, Outcome outcome) {
        fixtures.apply(fixtures.started(job, "w1", worker));
        fixtures.apply(fixtures.ended(job, "w1", worker, outcome, 0));
        core.settle();
    }

    private void doWhatIsDue() {
        core.inTransaction(() -> core.bean(HandleDueJobs.class).handle(Map.of()));
        core.settle();
    }

    @Test
    void aJobThatFailsIsTriedAgainAfterItsPause() {
        fixtures.hello("w1", worker, 2);
        UUID id = submit(new Retry(2, Duration.ofSeconds(10), Backoff.FIXED, null));
        end(id, Outcome.FAILED);
        Job waiting = fixtures.job(id);
        assertThat(waiting.getState()).isEqualTo(JobState.SCHEDULED);
        assertThat(waiting.getReason()).isEqualTo("RETRY");
        assertThat(waiting.getScheduledAt())
                .isBetween(
                        core.clock().instant().plusSeconds(10),
                        core.clock().instant().plusMillis(12_500));

        core.clock().advance(Duration.ofSeconds(9));
        doWhatIsDue();
        assertThat(fixtures.job(id).getState()).isEqualTo(JobState.SCHEDULED);
        core.clock().advance(Duration.ofSeconds(4));
        doWhatIsDue();
        assertThat(fixtures.job(id).getState()).isEqualTo(JobState.ENQUEUED);
        end(id, Outcome.FAILED);
        assertThat(fixtures.job(id).getState()).isEqualTo(JobState.FAILED);

        List<JobAttempt> attempts = core.bean(JobQueries.class).attempts(Fixtures.ADA, id);
        assertThat(attempts).extracting(JobAttempt::outcome).containsExactly("RETRY", "FAIL");
        assertThat(attempts).extracting(JobAttempt::execution).doesNotHaveDuplicates();
    }

    @Test
    void pausesDoubleWhereTheyShall() {
        fixtures.hello("w1", worker, 2);
        UUID id = submit(new Retry(3, Duration.ofSeconds(10), Backoff.EXPONENTIAL, null));
        end(id, Outcome.FAILED);
        core.clock().advance(Duration.ofSeconds(13));
        doWhatIsDue();
        end(id, Outcome.TIMED_OUT);
        assertThat(Duration.between(core.clock().instant(), fixtures.job(id).getScheduledAt()))
                .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(25));
    }

    @Test
    void otherErrorsThanThoseAskedForAreFinal() {
        fixtures.hello("w1", worker, 2);
        UUID id = submit(new Retry(3, null, null, List.of("TIMED_OUT")));
        end(id, Outcome.FAILED);
        assertThat(fixtures.job(id).getState()).isEqualTo(JobState.FAILED);
    }

    @Test
    void aCancelBetweenTwoAttemptsEndsIt() {
        fixtures.hello("w1", worker, 2);
        UUID id = submit(new Retry(3, null, null, null));
        end(id, Outcome.FAILED);
        core.inTransaction(() -> core.bean(CancelJob.class).cancel(Fixtures.ADA, id));
        core.clock().advance(Duration.ofMinutes(1));
        doWhatIsDue();
        assertThat(fixtures.job(id).getState()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void aCancelBeforeTheFailureLeavesNoFurtherAttempt() {
        fixtures.hello("w1", worker, 2);
        UUID id = submit(new Retry(3, null, null, null));
        fixtures.apply(fixtures.started(id, "w1", worker));
        core.inTransaction(() -> core.bean(CancelJob.class).cancel(Fixtures.ADA, id));
        fixtures.apply(fixtures.ended(id, "w1", worker, Outcome.FAILED, 0));
        assertThat(fixtures.job(id).getState()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void aLateResultOfAnEarlierAttemptChangesNothing() {
        fixtures.hello("w1", worker, 2);
        UUID id = submit(new Retry(3, Duration.ZERO, null, null));
        fixtures.apply(fixtures.started(id, "w1", worker));
        var late = fixtures.ended(id, "w1", worker, Outcome.SUCCEEDED, 0);
        fixtures.apply(fixtures.ended(id, "w1", worker, Outcome.FAILED, 0));
        fixtures.apply(late);
        assertThat(fixtures.job(id).getState()).isEqualTo(JobState.SCHEDULED);
        doWhatIsDue();
        fixtures.apply(late);
        assertThat(fixtures.job(id).getState()).isEqualTo(JobState.ENQUEUED);
    }

    @Test
    void aJobWithWhichThreeWorkersDiedComesBackNoMore() {
        UUID id = submit(new Retry(9, null, null, null));
        for (int death = 1; death <= 3; death++) {
            UUID instance = UUID.randomUUID();
            fixtures.hello("w1", instance, 1);
            fixtures.apply(fixtures.started(id, "w1", instance));
            // Another start under the same name: the one before it is dead.
            fixtures.hello("w1", UUID.randomUUID(), 1);
        }
        Job job = fixtures.job(id);
        assertThat(job.getState()).isEqualTo(JobState.FAILED);
        assertThat(job.ending().errorCode()).isEqualTo("WORKER_LOST");
        assertThat(job.getCrashes()).isEqualTo(3);
    }

    @Test
    void workersThatGoInGoodOrderCountForNothing() {
        UUID id = submit(new Retry(2, null, null, null));
        for (int i = 0; i < 5; i++) {
            UUID instance = UUID.randomUUID();
            fixtures.hello("w1", instance, 1);
            fixtures.apply(fixtures.started(id, "w1", instance));
            fixtures.bye("w1", instance);
        }
        fixtures.hello("w1", worker, 1);
        assertThat(fixtures.job(id).getCrashes()).isZero();
        end(id, Outcome.FAILED);
        assertThat(fixtures.job(id).getState()).as("the first failure").isEqualTo(JobState.SCHEDULED);
    }
}
