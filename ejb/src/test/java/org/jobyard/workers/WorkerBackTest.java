package org.jobyard.workers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jobyard.job.JobState;
import org.jobyard.messaging.Incoming;
import org.jobyard.schedule.ExpireWorkers;
import org.jobyard.sdk.message.Headers;
import org.jobyard.sdk.message.HeldExecution;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.sdk.message.WorkerMode;
import org.jobyard.testing.Fixtures;
import org.jobyard.testing.TestCore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A worker that was cut off comes back: what it holds, what it was given, and what was given to others meanwhile. */
class WorkerBackTest {
    private static final UUID FIRST = UUID.randomUUID();
    private static final UUID SECOND = UUID.randomUUID();
    private static final Duration AFTER_THE_LEASE = Duration.ofSeconds(40);

    private final TestCore core = new TestCore();
    private final Fixtures fixtures = new Fixtures(core);
    private UUID job;
    private HeldExecution held;
    private Incoming result;

    @BeforeEach
    void aWorkerTakesAJobAndIsCutOff() {
        fixtures.hello("w1", FIRST, 2);
        job = fixtures.registerScript();
        fixtures.apply(fixtures.started(job, "w1", FIRST));
        held = new HeldExecution(job, fixtures.job(job).execution().id());
        result = fixtures.ended(job, "w1", FIRST, Outcome.SUCCEEDED, 0);
        core.clock().advance(AFTER_THE_LEASE);
        core.takeSent();
    }

    private void giveUp() {
        core.inTransaction(() -> core.bean(ExpireWorkers.class).expire());
        core.settle();
        core.takeSent();
    }

    private void back(HeldExecution... holding) {
        fixtures.hello("w1", FIRST, 2, WorkerMode.ACTIVE, List.of(holding));
    }

    private JobState state() {
        return fixtures.job(job).getState();
    }

    private List<String> commands() {
        return Fixtures.said(core.takeSent(), Headers.COMMAND);
    }

    private long lateEvents() {
        return core.inTransaction(() -> core.bean(WorkerQueries.class)
                .find(Fixtures.ADA, "w1")
                .orElseThrow()
                .summary()
                .lateEvents());
    }

    @Test
    void workerBackAfterItsLeaseIsBelievedWhenNobodyGaveItUp() {
        back(held);
        giveUp();
        assertThat(state()).isEqualTo(JobState.RUNNING);
        fixtures.apply(result);
        assertThat(state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(fixtures.job(job).getAttempt()).isEqualTo(1);
        assertThat(lateEvents()).isZero();
    }

    @Test
    void workerBackAfterItsLeaseIsBelievedWhenItsResultComesBeforeItsHello() {
        fixtures.apply(result);
        giveUp();
        assertThat(state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void workerBackAfterItsLeaseIsToldThatItsExecutionIsAnothers() {
        giveUp();
        assertThat(state()).isEqualTo(JobState.ENQUEUED);
        back(held);
        assertThat(commands()).containsExactly("revoke");
        fixtures.apply(result);
        assertThat(commands()).containsExactly("revoke");
        assertThat(state()).isEqualTo(JobState.ENQUEUED);
        assertThat(fixtures.job(job).getAttempt()).isEqualTo(2);
        assertThat(lateEvents()).isEqualTo(2);
    }

    @Test
    void workerBackAfterItsLeaseIsToldWhileItsJobWaitsForAnother() {
        fixtures.apply(fixtures.started(job, "w1", FIRST));
        core.inTransaction(() -> core.bean(ExpireWorkers.class).expire());
        // Before the next dispatch the job still has the id of the execution that was given up.
        assertThat(state()).isEqualTo(JobState.WAITING);
        core.takeSent();
        fixtures.apply(result);
        assertThat(commands()).containsExactly("revoke");
        assertThat(state()).isEqualTo(JobState.WAITING);
        assertThat(lateEvents()).isEqualTo(1);
    }

    @Test
    void workerBackWithoutItsExecutionIsAskedAndItsAnswerDecides() {
        back();
        assertThat(commands()).containsExactly("accept");
        assertThat(state()).isEqualTo(JobState.RUNNING);
        fixtures.apply(fixtures.ended(job, "w1", FIRST, Outcome.CANCELLED, 0));
        core.settle();
        assertThat(state()).isEqualTo(JobState.ENQUEUED);
        assertThat(fixtures.job(job).getAttempt()).isEqualTo(2);
        assertThat(fixtures.job(job).getCrashes()).isZero();
    }

    @Test
    void aHelloThatWasWrittenBeforeTheStartAsksNothing() {
        fixtures.apply(result);
        job = fixtures.registerScript();
        fixtures.apply(fixtures.started(job, "w1", FIRST));
        core.takeSent();
        back();
        assertThat(commands()).isEmpty();
    }

    @Test
    void aHelloThatIsReadAfterTheResultCountsForNothing() {
        fixtures.apply(result);
        core.takeSent();
        back(held);
        assertThat(commands()).containsExactly("revoke");
        assertThat(state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(lateEvents()).isZero();
    }

    @Test
    void whatIsOfferedAndNotYetAcceptedIsNotRevoked() {
        UUID offered = fixtures.registerScript();
        core.settle();
        back(held, new HeldExecution(offered, fixtures.job(offered).execution().id()));
        assertThat(commands()).isEmpty();
    }

    @Test
    void aWorkerThatWasStartedAnewWithoutItsExecutionsHasItsJobsRunAgainAtOnce() {
        fixtures.hello("w1", SECOND, 2, WorkerMode.ACTIVE, List.of());
        assertThat(state()).isEqualTo(JobState.ENQUEUED);
        assertThat(fixtures.job(job).getAttempt()).isEqualTo(2);
        fixtures.apply(result);
        assertThat(state()).isEqualTo(JobState.ENQUEUED);
        assertThat(lateEvents()).isEqualTo(1);
    }

    @Test
    void aWorkerThatDoesNotSayWhatItHoldsIsNotAsked() {
        fixtures.hello("w1", FIRST, 2);
        assertThat(commands()).isEmpty();
    }
}
