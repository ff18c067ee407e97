package org.jobyard.races;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jobyard.control.CancelOutcome;
import org.jobyard.job.JobEvent;
import org.jobyard.job.JobState;
import org.jobyard.job.Retry;
import org.jobyard.job.SameName;
import org.jobyard.job.Terms;
import org.jobyard.messaging.Incoming;
import org.jobyard.persistence.Database;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.JobyardException;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.submission.JobRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cancel in the middle of what else happens to a job: one suffices, and nothing comes after it. */
class CancelRacesTest extends RaceFixture {
    private UUID submit(Instant startAt, Retry retry) {
        UUID job = fixtures.register(JobRequest.of("script")
                        .name("c")
                        .startAt(startAt)
                        .terms(new Terms(SameName.ALLOW, retry))
                        .build())
                .get(0)
                .id();
        core.settle();
        core.takeSent();
        return job;
    }

    /** A job that stands in the line although there is a place for it. */
    private UUID aboutToBeDispatched() {
        fixtures.hello(WORKER, instance, 2);
        UUID job = submit(null, null);
        core.bean(Database.class).update("update job set state = 'WAITING', reason = 'WORKERS_BUSY', due_at = null");
        return job;
    }

    private void assertStartIsRefused(UUID job) {
        core.takeSent();
        fixtures.apply(fixtures.started(job, WORKER, instance));
        assertThat(org.jobyard.testing.Fixtures.said(core.takeSent(), org.jobyard.sdk.message.Headers.COMMAND))
                .containsExactly("revoke");
        assertThat(state(job)).isEqualTo(JobState.CANCELLED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void cancelDuringDispatch(boolean cancelFirst) {
        UUID job = aboutToBeDispatched();
        if (cancelFirst) {
            var release = race.run(() -> cancel(race.first, job), () -> release(race.second));
            assertThat(release.waited())
                    .as("a release passes over what another holds")
                    .isFalse();
            assertThat(release.result()).isZero();
        } else {
            var cancel = race.run(() -> release(race.first), () -> cancel(race.second, job));
            assertThat(cancel.waited()).isTrue();
            assertThat(cancel.result()).isEqualTo(CancelOutcome.CANCELLED);
        }
        race.settle();
        assertOneEnd(job, JobState.CANCELLED);
        assertStartIsRefused(job);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void cancelWhenItsTimeComes(boolean cancelFirst) {
        fixtures.hello(WORKER, instance, 2);
        UUID job = submit(core.clock().instant().plusSeconds(10), null);
        core.clock().advance(Duration.ofSeconds(10));
        if (cancelFirst) {
            var timer = race.run(() -> cancel(race.first, job), () -> doWhatIsDue(race.second));
            assertThat(timer.waited())
                    .as("the timer passes over what another holds")
                    .isFalse();
            assertThat(history(job)).doesNotContain(JobEvent.ENQUEUE);
        } else {
            var cancel = race.run(() -> doWhatIsDue(race.first), () -> cancel(race.second, job));
            assertThat(cancel.waited()).isTrue();
            assertStartIsRefused(job);
        }
        race.settle();
        assertOneEnd(job, JobState.CANCELLED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void cancelDuringStart(boolean cancelFirst) {
        fixtures.hello(WORKER, instance, 2);
        UUID job = submit(null, null);
        Incoming started = fixtures.started(job, WORKER, instance);
        if (cancelFirst) {
            race.run(() -> cancel(race.first, job), () -> apply(race.second, started));
            assertThat(commands()).containsExactly("revoke");
        } else {
            var cancel = race.run(() -> apply(race.first, started), () -> cancel(race.second, job));
            assertThat(cancel.result()).isEqualTo(CancelOutcome.REQUESTED);
            assertThat(commands()).containsExactly("accept", "cancel");
            fixtures.apply(fixtures.ended(job, WORKER, instance, Outcome.SUCCEEDED, 0));
        }
        assertOneEnd(job, JobState.CANCELLED);
    }

    @Test
    void twoCancelsOfAJobThatWaits() {
        UUID job = submit(null, null);
        var second = race.run(() -> cancel(race.first, job), () -> cancel(race.second, job));
        assertThat(second.waited()).isTrue();
        assertThat(second.refusal())
                .isInstanceOfSatisfying(
                        JobyardException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CONFLICT));
        assertOneEnd(job, JobState.CANCELLED);
    }

    @Test
    void twoCancelsOfAJobThatRuns() {
        UUID job = running();
        var second = race.run(() -> cancel(race.first, job), () -> cancel(race.second, job));
        assertThat(second.result()).isEqualTo(CancelOutcome.REQUESTED);
        assertThat(commands()).containsExactly("cancel", "cancel");
        fixtures.apply(fixtures.ended(job, WORKER, instance, Outcome.CANCELLED, 0));
        assertOneEnd(job, JobState.CANCELLED);
        assertThat(history(job).stream().filter(JobEvent.REQUEST_CANCEL::equals))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void retryAgainstCancel(boolean cancelFirst) {
        fixtures.hello(WORKER, instance, 2);
        UUID job = submit(null, new Retry(5, Duration.ofSeconds(1), null, List.of()));
        fixtures.apply(fixtures.started(job, WORKER, instance));
        Incoming failed = fixtures.ended(job, WORKER, instance, Outcome.FAILED, 0);
        if (cancelFirst) {
            race.run(() -> cancel(race.first, job), () -> apply(race.second, failed));
        } else {
            var cancel = race.run(() -> apply(race.first, failed), () -> cancel(race.second, job));
            assertThat(cancel.result()).isEqualTo(CancelOutcome.CANCELLED);
        }
        assertNoFurtherAttempt(job);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nextAttemptAgainstCancel(boolean cancelFirst) {
        fixtures.hello(WORKER, instance, 2);
        UUID job = submit(null, new Retry(5, Duration.ofSeconds(1), null, List.of()));
        fixtures.apply(fixtures.started(job, WORKER, instance));
        fixtures.apply(fixtures.ended(job, WORKER, instance, Outcome.FAILED, 0));
        core.clock().advance(Duration.ofSeconds(10));
        if (cancelFirst) {
            race.run(() -> cancel(race.first, job), () -> doWhatIsDue(race.second));
        } else {
            race.run(() -> doWhatIsDue(race.first), () -> cancel(race.second, job));
        }
        assertNoFurtherAttempt(job);
        assertStartIsRefused(job);
    }

    private void assertNoFurtherAttempt(UUID job) {
        assertOneEnd(job, JobState.CANCELLED);
        core.clock().advance(Duration.ofMinutes(10));
        core.inTransaction(() -> doWhatIsDue(core));
        race.settle();
        core.settle();
        assertOneEnd(job, JobState.CANCELLED);
    }
}
