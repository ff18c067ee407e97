package org.jobyard.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jobyard.control.CancelJob;
import org.jobyard.control.ChangeStart;
import org.jobyard.control.PauseJob;
import org.jobyard.job.Job;
import org.jobyard.job.JobState;
import org.jobyard.job.Retry;
import org.jobyard.job.SameName;
import org.jobyard.job.Terms;
import org.jobyard.platform.JobyardException;
import org.jobyard.sdk.message.Headers;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.submission.JobRequest;
import org.jobyard.testing.Fixtures;
import org.jobyard.testing.TestCore;
import org.junit.jupiter.api.Test;

/** A job that must have ended some time after its submission. */
class DeadlineTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final UUID START_OF_WORKER = UUID.randomUUID();

    private final TestCore core = new TestCore();
    private final Fixtures fixtures = new Fixtures(core);

    private UUID submit(Terms terms, Instant startAt) {
        UUID id = fixtures.register(JobRequest.of("script")
                        .name("urgent")
                        .startAt(startAt)
                        .terms(terms)
                        .build())
                .get(0)
                .id();
        core.settle();
        return id;
    }

    private UUID submit() {
        return submit(new Terms(SameName.ALLOW, null, HOUR), null);
    }

    private UUID running(Terms terms) {
        fixtures.hello("w1", START_OF_WORKER, 4);
        UUID id = submit(terms, null);
        fixtures.apply(fixtures.started(id, "w1", START_OF_WORKER));
        core.takeSent();
        return id;
    }

    private void pass(Duration time) {
        core.clock().advance(time);
        core.bean(HandleDueJobs.class).handle(Map.of());
        core.settle();
    }

    private void isTimedOutForItsDeadline(UUID id) {
        Job job = fixtures.job(id);
        assertThat(job.getState()).isEqualTo(JobState.TIMED_OUT);
        assertThat(job.ending().errorCode()).isEqualTo("DEADLINE_PASSED");
        assertThat(job.getDueAt()).isNull();
    }

    @Test
    void whatNoWorkerHasEndsAtItsDeadlineInWhateverState() {
        UUID waiting = submit();
        UUID paused = submit();
        core.inTransaction(() -> core.bean(PauseJob.class).pause(Fixtures.ADA, paused));
        UUID scheduled = submit(new Terms(SameName.ALLOW, null, HOUR), TestCore.START.plusSeconds(3599));
        UUID late = submit(new Terms(SameName.ALLOW, null, HOUR.plusSeconds(1)), null);
        pass(HOUR.minusSeconds(2));
        assertThat(List.of(waiting, paused, scheduled))
                .extracting(id -> fixtures.job(id).getState())
                .containsExactly(JobState.WAITING, JobState.PAUSED, JobState.SCHEDULED);
        pass(Duration.ofSeconds(2));
        List.of(waiting, paused, scheduled).forEach(this::isTimedOutForItsDeadline);
        assertThat(fixtures.job(late).getState()).isEqualTo(JobState.WAITING);
    }

    @Test
    void aDispatchThatIsTakenUpAfterTheDeadlineIsRefused() {
        fixtures.hello("w1", START_OF_WORKER, 1);
        UUID first = submit();
        UUID second = submit();
        core.clock().advance(HOUR);
        // The worker is quicker than the timer.
        fixtures.apply(fixtures.started(first, "w1", START_OF_WORKER));
        isTimedOutForItsDeadline(first);
        pass(Duration.ZERO);
        isTimedOutForItsDeadline(second);
        core.takeSent();
        fixtures.apply(fixtures.started(second, "w1", START_OF_WORKER));
        assertThat(Fixtures.said(core.takeSent(), Headers.COMMAND)).containsExactly("revoke");
    }

    @Test
    void theNextInLineGetsTheNameOfWhatCameToItsDeadline() {
        fixtures.hello("w1", START_OF_WORKER, 4);
        UUID holder = submit(new Terms(SameName.QUEUE, null, HOUR), null);
        UUID next = submit(new Terms(SameName.QUEUE), null);
        assertThat(fixtures.job(next).getReason()).isEqualTo("NAME_TAKEN");
        pass(HOUR);
        isTimedOutForItsDeadline(holder);
        assertThat(fixtures.job(next).getState()).isEqualTo(JobState.ENQUEUED);
    }

    @Test
    void aRunIsLeftToItsWorkerForAMomentThenStopped() {
        UUID id = running(new Terms(SameName.ALLOW, null, HOUR));
        pass(HOUR);
        assertThat(core.takeSent()).isEmpty();
        pass(Duration.ofSeconds(30));
        assertThat(Fixtures.said(core.takeSent(), Headers.COMMAND)).containsExactly("cancel");
        fixtures.apply(fixtures.ended(id, "w1", START_OF_WORKER, Outcome.CANCELLED, 0));
        isTimedOutForItsDeadline(id);
    }

    @Test
    void aRunWhoseWorkerDoesNotAnswerEndsAllTheSame() {
        UUID id = running(new Terms(SameName.ALLOW, null, HOUR));
        pass(HOUR.plusSeconds(30));
        pass(Duration.ofSeconds(30));
        isTimedOutForItsDeadline(id);
    }

    @Test
    void whatWasFinishedWhenTheDeadlinePassedCounts() {
        UUID before = running(new Terms(SameName.ALLOW, null, HOUR));
        UUID told = running(new Terms(SameName.ALLOW, null, HOUR));
        core.clock().advance(HOUR.plusSeconds(1));
        fixtures.apply(fixtures.ended(before, "w1", START_OF_WORKER, Outcome.SUCCEEDED, 0));
        pass(Duration.ofSeconds(30));
        fixtures.apply(fixtures.ended(told, "w1", START_OF_WORKER, Outcome.SUCCEEDED, 0));
        assertThat(fixtures.job(before).getState()).isEqualTo(JobState.SUCCEEDED);
        assertThat(fixtures.job(told).getState()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void aCancelThatCameFirstWins() {
        UUID id = running(new Terms(SameName.ALLOW, null, HOUR));
        core.inTransaction(() -> core.bean(CancelJob.class).cancel(Fixtures.ADA, id));
        pass(HOUR.plusSeconds(30));
        fixtures.apply(fixtures.ended(id, "w1", START_OF_WORKER, Outcome.TIMED_OUT, 0));
        assertThat(fixtures.job(id).getState()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void noAttemptBeginsAfterIt() {
        Retry quick = new Retry(3, Duration.ofMinutes(20), null, null);
        UUID id = running(new Terms(SameName.ALLOW, quick, HOUR));
        fixtures.apply(fixtures.ended(id, "w1", START_OF_WORKER, Outcome.FAILED, 0));
        assertThat(fixtures.job(id).getState()).isEqualTo(JobState.SCHEDULED);
        pass(Duration.ofMinutes(45));
        fixtures.apply(fixtures.started(id, "w1", START_OF_WORKER));
        fixtures.apply(fixtures.ended(id, "w1", START_OF_WORKER, Outcome.FAILED, 0));
        assertThat(fixtures.job(id).getState()).isEqualTo(JobState.FAILED);
        UUID lost = running(new Terms(SameName.ALLOW, quick, HOUR));
        pass(HOUR.minusSeconds(1));
        fixtures.bye("w1", START_OF_WORKER);
        assertThat(fixtures.job(lost).getState()).isNotEqualTo(JobState.TIMED_OUT);
        pass(Duration.ofSeconds(1));
        isTimedOutForItsDeadline(lost);
    }

    @Test
    void aStartAfterTheDeadlineIsRefused() {
        assertThatThrownBy(() -> submit(new Terms(SameName.ALLOW, null, HOUR), TestCore.START.plus(HOUR)))
                .isInstanceOf(JobyardException.class)
                .satisfies(
                        e -> assertThat(((JobyardException) e).errors().get(0).field())
                                .isEqualTo("deadline"));
        UUID id = submit();
        assertThatThrownBy(() -> core.inTransaction(
                        () -> core.bean(ChangeStart.class).change(Fixtures.ADA, id, TestCore.START.plus(HOUR))))
                .isInstanceOf(JobyardException.class)
                .satisfies(
                        e -> assertThat(((JobyardException) e).errors().get(0).field())
                                .isEqualTo("startAt"));
    }
}
