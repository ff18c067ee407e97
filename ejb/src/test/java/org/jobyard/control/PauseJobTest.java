package org.jobyard.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jobyard.job.JobState;
import org.jobyard.job.SameName;
import org.jobyard.job.Terms;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.JobyardException;
import org.jobyard.schedule.HandleDueJobs;
import org.jobyard.submission.JobRequest;
import org.jobyard.testing.Fixtures;
import org.jobyard.testing.TestCore;
import org.junit.jupiter.api.Test;

/** A single job that somebody holds back. */
class PauseJobTest {
    private final TestCore core = new TestCore();
    private final Fixtures fixtures = new Fixtures(core);

    private void pause(UUID job) {
        core.inTransaction(() -> core.bean(PauseJob.class).pause(Fixtures.ADA, job));
        core.settle();
    }

    private void resume(UUID job) {
        core.inTransaction(() -> core.bean(PauseJob.class).resume(Fixtures.ADA, job));
        core.settle();
    }

    private JobState state(UUID job) {
        return fixtures.job(job).getState();
    }

    private UUID submit(SameName policy, Instant startAt) {
        UUID id = fixtures.register(JobRequest.of("script")
                        .name("held")
                        .startAt(startAt)
                        .terms(new Terms(policy))
                        .build())
                .get(0)
                .id();
        core.settle();
        return id;
    }

    @Test
    void aPausedJobIsPassedOverAndGoesOnInItsPlace() {
        UUID first = fixtures.registerScript();
        UUID second = fixtures.registerScript();
        pause(first);
        fixtures.hello("w1", UUID.randomUUID(), 1);
        assertThat(state(first)).isEqualTo(JobState.PAUSED);
        assertThat(state(second)).isEqualTo(JobState.ENQUEUED);
        resume(first);
        assertThat(state(first)).isEqualTo(JobState.ENQUEUED);
    }

    @Test
    void aPausedJobDoesNotStartWhenItsTimeComesButAfterItIsResumed() {
        fixtures.hello("w1", UUID.randomUUID(), 1);
        UUID job = submit(SameName.ALLOW, TestCore.START.plus(Duration.ofHours(1)));
        pause(job);
        resume(job);
        assertThat(state(job)).isEqualTo(JobState.SCHEDULED);
        pause(job);
        core.clock().advance(Duration.ofHours(2));
        core.inTransaction(() -> core.bean(HandleDueJobs.class).handle(Map.of()));
        assertThat(state(job)).isEqualTo(JobState.PAUSED);
        resume(job);
        assertThat(state(job)).isEqualTo(JobState.ENQUEUED);
    }

    @Test
    void aJobThatIsPausedInTheLineForItsNameLetsTheNextPass() {
        fixtures.hello("w1", UUID.randomUUID(), 4);
        UUID first = submit(SameName.QUEUE, null);
        UUID second = submit(SameName.QUEUE, null);
        UUID third = submit(SameName.QUEUE, null);
        pause(second);
        core.inTransaction(() -> core.bean(CancelJob.class).cancel(Fixtures.ADA, first));
        core.settle();
        assertThat(state(third)).isEqualTo(JobState.ENQUEUED);
        resume(second);
        assertThat(fixtures.job(second).getReason()).isEqualTo("NAME_TAKEN");
        core.inTransaction(() -> core.bean(CancelJob.class).cancel(Fixtures.ADA, third));
        core.settle();
        assertThat(state(second)).isEqualTo(JobState.ENQUEUED);
    }

    @Test
    void aJobThatAsksForItsNameLaterAsksWhenItIsResumed() {
        fixtures.hello("w1", UUID.randomUUID(), 4);
        UUID later = submit(SameName.QUEUE, TestCore.START.plus(Duration.ofHours(1)));
        pause(later);
        core.clock().advance(Duration.ofHours(2));
        UUID now = submit(SameName.QUEUE, null);
        resume(later);
        core.inTransaction(() -> core.bean(HandleDueJobs.class).handle(Map.of()));
        core.settle();
        assertThat(fixtures.job(later).getReason()).isEqualTo("NAME_TAKEN");
        assertThat(state(now)).isEqualTo(JobState.ENQUEUED);
    }

    @Test
    void whatTheBrokerHasIsNotPausedAndAPausedJobCanBeCancelled() {
        UUID waiting = fixtures.registerScript();
        pause(waiting);
        assertThatThrownBy(() -> pause(waiting)).satisfies(PauseJobTest::isConflict);
        core.inTransaction(() -> core.bean(CancelJob.class).cancel(Fixtures.ADA, waiting));
        assertThat(state(waiting)).isEqualTo(JobState.CANCELLED);
        assertThatThrownBy(() -> resume(waiting)).satisfies(PauseJobTest::isConflict);
        fixtures.hello("w1", UUID.randomUUID(), 1);
        UUID enqueued = fixtures.registerScript();
        assertThatThrownBy(() -> pause(enqueued)).satisfies(PauseJobTest::isConflict);
    }

    private static void isConflict(Throwable thrown) {
        assertThat(thrown).isInstanceOf(JobyardException.class);
        assertThat(((JobyardException) thrown).code()).isEqualTo(ErrorCode.CONFLICT);
    }
}
