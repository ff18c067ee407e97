package org.jobyard.races;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jobyard.job.JobEvent;
import org.jobyard.job.JobState;
import org.jobyard.messaging.Incoming;
import org.jobyard.persistence.Database;
import org.jobyard.sdk.message.EventKind;
import org.jobyard.sdk.message.Json;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.sdk.message.Progress;
import org.jobyard.sdk.message.WorkerMode;
import org.jobyard.submission.JobRequest;
import org.jobyard.testing.TestCore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events of one execution in two listeners at once, or against the timer. */
class EventRacesTest extends RaceFixture {
    private static final Duration LEASE_AND_GRACE = Duration.ofSeconds(36);

    private UUID dispatched() {
        fixtures.hello(WORKER, instance, 2);
        UUID job = fixtures.registerScript();
        core.settle();
        core.takeSent();
        return job;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void resultBeforeStarted(boolean inOrder) {
        UUID job = dispatched();
        Incoming started = fixtures.started(job, WORKER, instance);
        Incoming ended = fixtures.ended(job, WORKER, instance, Outcome.SUCCEEDED, 0);
        var late = race.run(
                () -> apply(race.first, inOrder ? started : ended),
                () -> apply(race.second, inOrder ? ended : started));
        assertThat(late.waited()).isTrue();
        assertOneEnd(job, JobState.SUCCEEDED);
        assertThat(history(job)).containsExactly(JobEvent.REGISTER, JobEvent.ENQUEUE, JobEvent.START, JobEvent.SUCCEED);
        assertThat(commands()).containsExactly(inOrder ? "accept" : "revoke");
    }

    @ParameterizedTest
    @EnumSource(
            value = EventKind.class,
            names = {"STARTED", "PROGRESS", "LOG", "RESULT", "HELLO", "BYE"})
    void duplicateDeliveryOfEachMessageType(EventKind kind) {
        UUID job = kind == EventKind.STARTED ? dispatched() : running();
        Incoming event = event(kind, job);
        var again = race.run(() -> apply(race.first, event), () -> apply(race.second, event));
        race.settle();
        assertThat(again.refusal()).isNull();
        List<JobEvent> before = List.of(JobEvent.REGISTER, JobEvent.ENQUEUE, JobEvent.START);
        switch (kind) {
            case STARTED -> {
                assertThat(history(job)).isEqualTo(before);
                assertThat(commands()).containsExactly("accept", "accept");
            }
            case PROGRESS -> {
                assertThat(history(job)).isEqualTo(before);
                assertThat(fixtures.job(job).execution().progress()).isEqualTo(0.5);
            }
            case LOG -> assertThat(count("select count(*) as n from job_log")).isEqualTo(1);
            case RESULT -> {
                assertOneEnd(job, JobState.SUCCEEDED);
                assertThat(told()).containsExactly("result");
            }
            case HELLO ->
                assertThat(count("select count(*) as n from worker where state = 'LIVE'"))
                        .isEqualTo(1);
            case BYE ->
                assertThat(history(job))
                        .containsExactly(
                                JobEvent.REGISTER, JobEvent.ENQUEUE, JobEvent.START, JobEvent.LOSE, JobEvent.ENQUEUE);
            case PAUSED, CONTINUED -> assertThat(history(job)).isEqualTo(before);
            case STATUS, REFUSED -> throw new AssertionError("no event of a worker: " + kind);
        }
    }

    private Incoming event(EventKind kind, UUID job) {
        return switch (kind) {
            case STARTED -> fixtures.started(job, WORKER, instance);
            case PROGRESS ->
                fixtures.event(kind, job, WORKER, instance, Map.of(), Json.write(new Progress(1, 0.5, "half", null)));
            case LOG -> fixtures.logged(job, WORKER, instance, 0, "hello");
            case RESULT -> fixtures.ended(job, WORKER, instance, Outcome.SUCCEEDED, 0);
            case HELLO -> fixtures.greeting(WORKER, instance, 2, WorkerMode.ACTIVE);
            case BYE -> fixtures.event(kind, null, WORKER, instance, Map.of(), new byte[] {'{', '}'});
            case PAUSED, CONTINUED -> fixtures.event(kind, job, WORKER, instance, Map.of(), new byte[0]);
            case STATUS, REFUSED -> throw new AssertionError("no event of a worker: " + kind);
        };
    }

    private long count(String sql) {
        return core.bean(Database.class).first(sql, row -> row.number("n")).orElseThrow();
    }

    /** The timer passes over what a result holds, and a result waits for the timer. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void timeoutAgainstResult(boolean timerFirst) {
        fixtures.hello(WORKER, instance, 2);
        UUID job = fixtures.register(JobRequest.of("script")
                        .name("t")
                        .timeout(Duration.ofMinutes(1))
                        .build())
                .get(0)
                .id();
        fixtures.apply(fixtures.started(job, WORKER, instance));
        core.clock().advance(Duration.ofMinutes(10));
        Incoming ended = fixtures.ended(job, WORKER, instance, Outcome.SUCCEEDED, 0);
        boolean waited = timerFirst
                ? race.run(() -> doWhatIsDue(race.first), () -> apply(race.second, ended))
                        .waited()
                : race.run(() -> apply(race.first, ended), () -> doWhatIsDue(race.second))
                        .waited();
        assertThat(waited).isEqualTo(timerFirst);
        assertThat(commands()).isEqualTo(timerFirst ? List.of("cancel") : List.of());
        core.clock().advance(Duration.ofMinutes(10));
        core.inTransaction(() -> doWhatIsDue(core));
        assertOneEnd(job, JobState.SUCCEEDED);
    }

    /** Its time limit and the grace for it are over, so it is given up; what it reports at that moment is too late. */
    @Test
    void timeoutThatIsGivenUpAgainstResult() {
        fixtures.hello(WORKER, instance, 2);
        UUID job = fixtures.register(JobRequest.of("script")
                        .name("t")
                        .timeout(Duration.ofMinutes(1))
                        .build())
                .get(0)
                .id();
        fixtures.apply(fixtures.started(job, WORKER, instance));
        Incoming ended = fixtures.ended(job, WORKER, instance, Outcome.SUCCEEDED, 0);
        core.clock().advance(Duration.ofMinutes(10));
        core.inTransaction(() -> doWhatIsDue(core));
        core.clock().advance(Duration.ofMinutes(10));
        race.run(() -> doWhatIsDue(race.first), () -> apply(race.second, ended));
        assertOneEnd(job, JobState.TIMED_OUT);
        assertThat(counted("events_of_other_executions")).isEqualTo(1);
        assertThat(commands()).containsExactly("revoke", "revoke");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void workerBackAfterItsLeaseWithAResult(boolean lostFirst) {
        UUID job = running();
        Incoming ended = fixtures.ended(job, WORKER, instance, Outcome.SUCCEEDED, 0);
        core.clock().advance(LEASE_AND_GRACE);
        if (lostFirst) {
            var late = race.run(() -> expireWorkers(race.first), () -> apply(race.second, ended));
            assertThat(late.waited()).isTrue();
            assertThat(state(job)).isEqualTo(JobState.WAITING);
            assertThat(counted("events_of_other_executions")).isEqualTo(1);
            assertThat(commands()).containsExactly("revoke");
        } else {
            var late = race.run(() -> apply(race.first, ended), () -> expireWorkers(race.second));
            assertThat(late.refusal()).isNull();
            assertOneEnd(job, JobState.SUCCEEDED);
            assertThat(history(job)).doesNotContain(JobEvent.LOSE);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void workerBackAfterItsLeaseWithAHello(boolean lostFirst) {
        UUID job = running();
        Incoming hello = fixtures.greeting(WORKER, instance, 2, WorkerMode.ACTIVE);
        core.clock().advance(LEASE_AND_GRACE);
        var late = lostFirst
                ? race.run(() -> expireWorkers(race.first), () -> apply(race.second, hello) == 0)
                : race.run(() -> apply(race.first, hello), () -> expireWorkers(race.second));
        race.settle();
        assertThat(late.waited()).isEqualTo(lostFirst);
        assertThat(count("select count(*) as n from worker where state = 'LIVE'"))
                .isEqualTo(1);
        assertThat(state(job)).isEqualTo(lostFirst ? JobState.ENQUEUED : JobState.RUNNING);
    }

    /** What it runs has gone to another by then: it is told to stop whatever it says first. */
    @ParameterizedTest
    @EnumSource(
            value = EventKind.class,
            names = {"STARTED", "PROGRESS", "LOG", "RESULT"})
    void workerBackAfterItsLeaseIsToldToStop(EventKind kind) {
        UUID job = running();
        Incoming event = event(kind, job);
        core.clock().advance(LEASE_AND_GRACE);
        core.inTransaction(() -> expireWorkers(core));
        core.takeSent();
        TestCore node = race.first;
        node.inTransaction(() -> apply(node, event));
        assertThat(commands()).containsExactly("revoke");
        assertThat(state(job)).isEqualTo(JobState.WAITING);
    }
}
