package org.jobyard.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jobyard.job.JobState;
import org.jobyard.job.Retry;
import org.jobyard.job.SameName;
import org.jobyard.job.Terms;
import org.jobyard.persistence.Database;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.JobyardException;
import org.jobyard.schedule.HandleDueJobs;
import org.jobyard.sdk.message.Headers;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.submission.JobRequest;
import org.jobyard.testing.Fixtures;
import org.jobyard.testing.TestCore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A job that is paused while it runs. */
class PauseRunningTest {
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final TestCore core = new TestCore();
    private final Fixtures fixtures = new Fixtures(core);
    private final UUID worker = UUID.randomUUID();
    private UUID id;

    @BeforeEach
    void aJobRuns() {
        fixtures.hello("w1", worker, 4);
        id = running(Duration.ofMinutes(10), null);
    }

    private UUID running(Duration timeout, Duration deadline) {
        return runningOn(timeout, new Terms(SameName.ALLOW, null, deadline));
    }

    private UUID runningOn(Duration timeout, Terms terms) {
        UUID job = fixtures.register(
                        JobRequest.of("script").timeout(timeout).terms(terms).build())
                .get(0)
                .id();
        fixtures.apply(fixtures.started(job, "w1", worker));
        core.takeSent();
        return job;
    }

    private void pause(TestCore node, UUID job) {
        node.inTransaction(() -> node.bean(PauseJob.class).pause(Fixtures.ADA, job));
    }

    private void resume(UUID job) {
        core.inTransaction(() -> core.bean(PauseJob.class).resume(Fixtures.ADA, job));
    }

    private void pass(Duration time) {
        core.clock().advance(time);
        core.bean(HandleDueJobs.class).handle(Map.of());
        core.settle();
    }

    private JobState state() {
        return fixtures.job(id).getState();
    }

    private List<String> commands() {
        return Fixtures.said(core.takeSent(), Headers.COMMAND);
    }

    @Test
    void itsWorkerIsToldUntilItHasConfirmed() {
        pause(core, id);
        assertThat(state()).isEqualTo(JobState.PAUSED);
        assertThat(commands()).containsExactly("pause");
        pass(Duration.ofSeconds(10));
        assertThat(commands()).containsExactly("pause");
        fixtures.apply(fixtures.held(id, "w1", worker, true));
        pass(Duration.ofHours(1));
        assertThat(commands()).isEmpty();
        resume(id);
        assertThat(state()).isEqualTo(JobState.RUNNING);
        assertThat(commands()).containsExactly("continue");
        pass(Duration.ofSeconds(10));
        assertThat(commands()).containsExactly("continue");
        fixtures.apply(fixtures.held(id, "w1", worker, false));
        pass(Duration.ofSeconds(10));
        assertThat(commands()).isEmpty();
    }

    @Test
    void aConfirmationOfWhatIsNotWantedAnyMoreIsContradicted() {
        pause(core, id);
        resume(id);
        commands();
        fixtures.apply(fixtures.held(id, "w1", worker, true));
        assertThat(commands()).containsExactly("continue");
        fixtures.apply(fixtures.held(id, "w1", worker, false));
        assertThat(commands()).isEmpty();
    }

    @Test
    void theTimeLimitStandsStillWhileItIsPausedAndTheDeadlineDoesNot() {
        pass(Duration.ofMinutes(9));
        pause(core, id);
        fixtures.apply(fixtures.held(id, "w1", worker, true));
        pass(Duration.ofHours(5));
        assertThat(state()).isEqualTo(JobState.PAUSED);
        resume(id);
        fixtures.apply(fixtures.held(id, "w1", worker, false));
        commands();
        pass(Duration.ofSeconds(59).plus(GRACE));
        assertThat(commands()).isEmpty();
        pass(Duration.ofSeconds(1));
        assertThat(commands()).containsExactly("cancel");
        fixtures.apply(fixtures.ended(id, "w1", worker, Outcome.CANCELLED, 0));
        assertThat(state()).isEqualTo(JobState.TIMED_OUT);

        UUID urgent = running(null, Duration.ofHours(1));
        pause(core, urgent);
        fixtures.apply(fixtures.held(urgent, "w1", worker, true));
        commands();
        pass(Duration.ofHours(1).plus(GRACE));
        assertThat(commands()).containsExactly("cancel");
        fixtures.apply(fixtures.ended(urgent, "w1", worker, Outcome.CANCELLED, 0));
        assertThat(fixtures.job(urgent).getState()).isEqualTo(JobState.TIMED_OUT);
    }

    @Test
    void aWorkerThatCannotIsNotTold() {
        core.inTransaction(() -> {
            core.bean(Database.class).update("update worker set pausable = '{}'");
        });
        assertThatThrownBy(() -> pause(core, id))
                .isInstanceOf(JobyardException.class)
                .hasMessageContaining("cannot hold jobs of type script")
                .satisfies(refused ->
                        assertThat(((JobyardException) refused).code()).isEqualTo(ErrorCode.CONFLICT));
        assertThat(state()).isEqualTo(JobState.RUNNING);
        assertThat(commands()).isEmpty();
    }

    @Test
    void onePausedIsCancelledWithOneCancel() {
        pause(core, id);
        fixtures.apply(fixtures.held(id, "w1", worker, true));
        core.inTransaction(() -> core.bean(CancelJob.class).cancel(Fixtures.ADA, id));
        assertThat(state()).isEqualTo(JobState.RUNNING);
        assertThat(commands()).containsExactly("pause", "cancel");
        assertThatThrownBy(() -> pause(core, id)).hasMessageContaining("being ended");
        fixtures.apply(fixtures.ended(id, "w1", worker, Outcome.CANCELLED, 0));
        assertThat(state()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void oneWhoseWorkerIsLostStaysPausedAndIsRunAnewWhenItIsResumed() {
        pause(core, id);
        UUID anew = UUID.randomUUID();
        fixtures.hello("w1", anew, 4);
        assertThat(state()).isEqualTo(JobState.PAUSED);
        assertThat(fixtures.job(id).getCrashes()).isEqualTo(1);
        resume(id);
        core.settle();
        assertThat(state()).isEqualTo(JobState.ENQUEUED);
        assertThat(fixtures.job(id).getAttempt()).isEqualTo(2);
    }

    @Test
    void oneWhoseAttemptFailedMeanwhileStaysPausedUntilItIsResumed() {
        id = runningOn(null, new Terms(SameName.ALLOW, new Retry(2, Duration.ofSeconds(1), null, List.of()), null));
        pause(core, id);
        fixtures.apply(fixtures.ended(id, "w1", worker, Outcome.FAILED, 0));
        pass(Duration.ofMinutes(1));
        assertThat(state()).isEqualTo(JobState.PAUSED);
        resume(id);
        core.settle();
        assertThat(state()).isEqualTo(JobState.ENQUEUED);
        assertThat(fixtures.job(id).getAttempt()).isEqualTo(2);
    }

    @Test
    void onePausedTakesItsPlaceUnderALimit() {
        core.inTransaction(() -> core.bean(Database.class)
                .update("insert into work_limit (type, tenant, most, changed_at, changed_by)"
                        + " values ('script', '*', 1, now(), 'ada')"));
        pause(core, id);
        UUID next = fixtures.registerScript();
        core.settle();
        assertThat(fixtures.job(next).getState()).isEqualTo(JobState.WAITING);
        fixtures.apply(fixtures.ended(id, "w1", worker, Outcome.SUCCEEDED, 0));
        core.settle();
        assertThat(fixtures.job(next).getState()).isEqualTo(JobState.ENQUEUED);
    }

    @Test
    void pauseAgainstResult() {
        var result = fixtures.ended(id, "w1", worker, Outcome.SUCCEEDED, 0);
        meanwhile(other -> other.bean(PauseJob.class).pause(Fixtures.ADA, id), () -> fixtures.apply(result));
        assertThat(state()).isEqualTo(JobState.SUCCEEDED);
        assertThatThrownBy(() -> resume(id)).isInstanceOf(JobyardException.class);
    }

    @Test
    void pauseAgainstCancel() {
        meanwhile(
                other -> other.bean(PauseJob.class).pause(Fixtures.ADA, id),
                () -> core.inTransaction(() -> core.bean(CancelJob.class).cancel(Fixtures.ADA, id)));
        assertThat(fixtures.job(id).isCancelRequested()).isTrue();
        fixtures.apply(fixtures.held(id, "w1", worker, true));
        assertThat(commands()).containsExactly("cancel");
        fixtures.apply(fixtures.ended(id, "w1", worker, Outcome.CANCELLED, 0));
        assertThat(state()).isEqualTo(JobState.CANCELLED);
    }

    /** The second waits for the job that the first has changed and not yet committed. */
    private void meanwhile(Consumer<TestCore> first, Runnable second) {
        TestCore other = core.anotherNode();
        AtomicReference<CompletableFuture<Void>> waits = new AtomicReference<>();
        other.inTransaction(() -> {
            first.accept(other);
            waits.set(CompletableFuture.runAsync(second));
            await().until(this::isAwaited);
        });
        waits.get().join();
    }

    private boolean isAwaited() {
        return core.anotherNode()
                        .bean(Database.class)
                        .first("select count(*) as n from pg_locks where not granted", row -> row.number("n"))
                        .orElseThrow()
                > 0;
    }
}
