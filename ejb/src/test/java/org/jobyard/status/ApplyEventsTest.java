package org.jobyard.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jobyard.control.CancelJob;
import org.jobyard.job.JobState;
import org.jobyard.messaging.Incoming;
import org.jobyard.messaging.Outgoing;
import org.jobyard.schedule.ExpireWorkers;
import org.jobyard.schedule.HandleDueJobs;
import org.jobyard.sdk.message.Headers;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.sdk.message.Queues;
import org.jobyard.sdk.message.Result;
import org.jobyard.testing.Fixtures;
import org.jobyard.testing.TestCore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each race between what workers say and what happens meanwhile. */
class ApplyEventsTest {
    private static final UUID FIRST = UUID.randomUUID();
    private static final UUID SECOND = UUID.randomUUID();

    private final TestCore core = new TestCore();
    private final Fixtures fixtures = new Fixtures(core);
    private UUID job;

    @BeforeEach
    void dispatch() {
        fixtures.hello("w1", FIRST, 2);
        job = fixtures.registerScript();
        core.takeSent();
    }

    private JobState state() {
        return fixtures.job(job).getState();
    }

    private List<String> commands() {
        return Fixtures.said(core.takeSent(), Headers.COMMAND);
    }

    @Test
    void theWholeWayInOneBatch() {
        fixtures.apply(
                fixtures.started(job, "w1", FIRST),
                fixtures.logged(job, "w1", FIRST, 0, "hello"),
                fixtures.ended(job, "w1", FIRST, Outcome.SUCCEEDED, 5));
        assertThat(state()).isEqualTo(JobState.SUCCEEDED);
        List<Outgoing> sent = core.takeSent();
        assertThat(Fixtures.said(sent, Headers.COMMAND)).containsExactly("accept");
        assertThat(Fixtures.said(sent, Headers.EVENT)).containsExactly("result");
        assertThat(sent.stream().map(message -> new String(message.body(), StandardCharsets.UTF_8)))
                .anyMatch(body -> body.contains("\"passed\":[{\"state\":\"RUNNING\""));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-01T10:00:00Z, 2026-01-01T10:00:03Z, 3",
        "2026-01-01T10:00:00Z, 2026-01-01T11:00:00Z, 5",
        "2026-01-01T10:00:03Z, 2026-01-01T10:00:00Z, 0",
        "-999999999-01-01T00:00:00Z, +999999999-12-31T23:59:59Z, 5",
        ", 2026-01-01T10:00:00Z, 0"
    })
    void aResultWithoutAStartSaysHowLongItTook(Instant from, Instant to, long secondsAgo) {
        core.clock().advance(Duration.ofSeconds(5));
        Result result = new Result(1, Outcome.SUCCEEDED, null, 0, null, 0, 0, null, null, from, to);

        fixtures.apply(fixtures.ended(job, "w1", FIRST, result));

        assertThat(state()).isEqualTo(JobState.SUCCEEDED);
        Instant now = core.clock().instant();
        assertThat(fixtures.job(job).execution().startedAt()).isEqualTo(now.minusSeconds(secondsAgo));
        assertThat(fixtures.job(job).getEndedAt()).isEqualTo(now);
    }

    @Test
    void resultBeforeStarted() {
        fixtures.apply(fixtures.ended(job, "w1", FIRST, Outcome.SUCCEEDED, 0));
        assertThat(state()).isEqualTo(JobState.SUCCEEDED);
        core.takeSent();
        fixtures.apply(fixtures.started(job, "w1", FIRST));
        assertThat(commands()).containsExactly("revoke");
        assertThat(state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void duplicateDeliveryOfEachEvent() {
        Incoming started = fixtures.started(job, "w1", FIRST);
        Incoming logged = fixtures.logged(job, "w1", FIRST, 0, "hello");
        Incoming ended = fixtures.ended(job, "w1", FIRST, Outcome.SUCCEEDED, 5);
        fixtures.apply(started, started, logged);
        fixtures.apply(logged, ended);
        core.takeSent();
        fixtures.apply(logged, ended);
        assertThat(Fixtures.said(core.takeSent(), Headers.EVENT)).isEmpty();
        assertThat(state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void anotherWorkersStartOfTheSameExecutionIsRefused() {
        fixtures.apply(fixtures.started(job, "w1", FIRST));
        core.takeSent();
        fixtures.apply(fixtures.started(job, "w2", SECOND));
        assertThat(commands()).containsExactly("revoke");
        assertThat(fixtures.job(job).execution().worker()).isEqualTo("w1");
    }

    @Test
    void eventsOfAnEarlierExecutionChangeNothing() {
        Incoming old = fixtures.started(job, "w1", FIRST);
        fixtures.apply(old);
        fixtures.hello("w1", SECOND, 2);
        assertThat(state()).isEqualTo(JobState.ENQUEUED);
        core.takeSent();
        fixtures.apply(old);
        assertThat(commands()).containsExactly("revoke");
        assertThat(state()).isEqualTo(JobState.ENQUEUED);
    }

    @Test
    void aWorkerThatIsLostThreeTimesEndsTheJob() {
        for (int attempt = 1; attempt <= 3; attempt++) {
            UUID instance = UUID.randomUUID();
            fixtures.hello("w1", instance, 2);
            assertThat(fixtures.job(job).getAttempt()).isEqualTo(attempt);
            fixtures.apply(fixtures.started(job, "w1", instance));
            core.clock().advance(Duration.ofSeconds(36));
            core.inTransaction(() -> core.bean(ExpireWorkers.class).expire());
            core.settle();
        }
        assertThat(state()).isEqualTo(JobState.FAILED);
        assertThat(fixtures.job(job).ending().errorCode()).isEqualTo("WORKER_LOST");
    }

    @Test
    void cancelBeforeStart() {
        core.inTransaction(() -> core.bean(CancelJob.class).cancel(Fixtures.ADA, job));
        assertThat(state()).isEqualTo(JobState.CANCELLED);
        core.takeSent();
        fixtures.apply(fixtures.started(job, "w1", FIRST));
        assertThat(commands()).containsExactly("revoke");
    }

    @Test
    void cancelWinsOverASuccessThatComesLater() {
        fixtures.apply(fixtures.started(job, "w1", FIRST));
        core.takeSent();
        core.inTransaction(() -> core.bean(CancelJob.class).cancel(Fixtures.ADA, job));
        assertThat(commands()).containsExactly("cancel");
        assertThat(state()).isEqualTo(JobState.RUNNING);
        fixtures.apply(fixtures.ended(job, "w1", FIRST, Outcome.SUCCEEDED, 0));
        assertThat(state()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void cancelIsRepeatedUntilAnswered() {
        fixtures.apply(fixtures.started(job, "w1", FIRST));
        core.inTransaction(() -> core.bean(CancelJob.class).cancel(Fixtures.ADA, job));
        core.takeSent();
        core.clock().advance(Duration.ofSeconds(11));
        core.inTransaction(() -> core.bean(HandleDueJobs.class).handle(java.util.Map.of()));
        assertThat(commands()).containsExactly("cancel");
    }

    @Test
    void anUnaskedCancelledIsALostExecution() {
        fixtures.apply(fixtures.started(job, "w1", FIRST));
        fixtures.apply(fixtures.ended(job, "w1", FIRST, Outcome.CANCELLED, 0));
        assertThat(state()).isEqualTo(JobState.WAITING);
        core.settle();
        assertThat(state()).isEqualTo(JobState.ENQUEUED);
        assertThat(fixtures.job(job).getAttempt()).isEqualTo(2);
    }

    @Test
    void eventsOfUnknownJobsComeBackAndOthersAreApplied() {
        Incoming other = fixtures.started(job, "w1", FIRST);
        Incoming unknown = new Incoming(
                null, UUID.randomUUID() + ":script", null, java.util.Map.of(), "{}".getBytes(StandardCharsets.UTF_8));
        assertThat(fixtures.apply(unknown, other)).containsExactly(unknown);
        assertThat(state()).isEqualTo(JobState.RUNNING);
    }

    @Test
    void aPlainReplyIsTheSuccessfulResult() {
        Incoming reply = new Incoming(
                null, job + ":script", null, java.util.Map.of(), "{\"x\": 1}".getBytes(StandardCharsets.UTF_8));
        fixtures.apply(reply);
        assertThat(state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(fixtures.job(job).ending().result()).contains("\"x\"");
    }

    @Test
    void malformedEventsGoToTheDeadLettersAndBlockNothing() {
        Incoming malformed =
                new Incoming(null, null, null, java.util.Map.of(Headers.EVENT, "nonsense"), new byte[] {1, 2, 3});
        fixtures.apply(malformed, fixtures.started(job, "w1", FIRST));
        assertThat(state()).isEqualTo(JobState.RUNNING);
        assertThat(core.takeSent()).anyMatch(message -> message.routingKey().equals(Queues.DEAD_LETTERS));
    }
}
