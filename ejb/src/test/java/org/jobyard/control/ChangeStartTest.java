package org.jobyard.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jobyard.job.Job;
import org.jobyard.job.JobState;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.JobyardException;
import org.jobyard.schedule.HandleDueJobs;
import org.jobyard.sdk.message.Headers;
import org.jobyard.submission.JobRequest;
import org.jobyard.testing.Fixtures;
import org.jobyard.testing.TestCore;
import org.junit.jupiter.api.Test;

class ChangeStartTest {
    private static final UUID WORKER = UUID.randomUUID();
    private static final Duration HOUR = Duration.ofHours(1);

    private final TestCore core = new TestCore();
    private final Fixtures fixtures = new Fixtures(core);
    private final Instant later = TestCore.START.plus(HOUR);

    private JobState change(UUID job, Instant startAt) {
        return core.inTransaction(() -> core.bean(ChangeStart.class).change(Fixtures.ADA, job, startAt));
    }

    private UUID scheduled() {
        return fixtures.register(JobRequest.of("script").startAt(later).build())
                .get(0)
                .id();
    }

    private void due() {
        core.inTransaction(() -> core.bean(HandleDueJobs.class).handle(Map.of()));
    }

    @Test
    void aScheduledJobStartsAtItsNewTimeAndNotAtItsOld() {
        fixtures.hello("w1", WORKER, 1);
        UUID job = scheduled();
        assertThat(change(job, later.plus(HOUR))).isEqualTo(JobState.SCHEDULED);
        core.clock().advance(HOUR);
        due();
        assertThat(fixtures.job(job).getState()).isEqualTo(JobState.SCHEDULED);
        core.clock().advance(HOUR);
        due();
        assertThat(fixtures.job(job).getState()).isEqualTo(JobState.ENQUEUED);
    }

    @Test
    void aScheduledJobCanBeStartedNow() {
        fixtures.hello("w1", WORKER, 1);
        UUID job = scheduled();
        assertThat(change(job, null)).isEqualTo(JobState.ENQUEUED);
        assertThat(Fixtures.said(core.takeSent(), Headers.JOB)).contains(job.toString());
    }

    @Test
    void aJobInTheLineGoesBackToWaitForItsTime() {
        UUID job = fixtures.registerScript();
        assertThat(fixtures.job(job).getState()).isEqualTo(JobState.WAITING);
        assertThat(change(job, later)).isEqualTo(JobState.SCHEDULED);
        fixtures.hello("w1", WORKER, 1);
        assertThat(fixtures.job(job).getState()).isEqualTo(JobState.SCHEDULED);
        assertThat(fixtures.job(job).getDueAt()).isEqualTo(later);
    }

    @Test
    void aDispatchThatIsInTheBrokerIsRefusedAndWasNoAttempt() {
        fixtures.hello("w1", WORKER, 1);
        UUID job = fixtures.registerScript();
        var oldDispatch = fixtures.started(job, "w1", WORKER);
        assertThat(change(job, later)).isEqualTo(JobState.SCHEDULED);
        core.takeSent();
        fixtures.apply(oldDispatch);
        assertThat(Fixtures.said(core.takeSent(), Headers.COMMAND)).containsExactly("revoke");
        Job waiting = fixtures.job(job);
        assertThat(waiting.getState()).isEqualTo(JobState.SCHEDULED);
        assertThat(waiting.getAttempt()).isZero();
        core.clock().advance(HOUR);
        due();
        fixtures.apply(fixtures.started(job, "w1", WORKER));
        assertThat(fixtures.job(job).getState()).isEqualTo(JobState.RUNNING);
        assertThat(fixtures.job(job).getAttempt()).isEqualTo(1);
    }

    @Test
    void aJobThatRunsKeepsItsTime() {
        fixtures.hello("w1", WORKER, 1);
        UUID job = fixtures.registerScript();
        fixtures.apply(fixtures.started(job, "w1", WORKER));
        assertThatThrownBy(() -> change(job, later))
                .isInstanceOfSatisfying(
                        JobyardException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
        assertThatThrownBy(() -> change(job, Instant.parse("2100-01-01T00:00:00Z")))
                .isInstanceOfSatisfying(
                        JobyardException.class,
                        e -> assertThat(e.errors()).extracting("field").containsExactly("startAt"));
    }
}
