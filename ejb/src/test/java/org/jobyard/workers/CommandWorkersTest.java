package org.jobyard.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jobyard.job.JobState;
import org.jobyard.messaging.Outgoing;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.JobyardException;
import org.jobyard.query.JobQueries;
import org.jobyard.schedule.ExpireWorkers;
import org.jobyard.sdk.message.Headers;
import org.jobyard.sdk.message.WorkerMode;
import org.jobyard.security.AccessPath;
import org.jobyard.security.Caller;
import org.jobyard.security.Role;
import org.jobyard.testing.Fixtures;
import org.jobyard.testing.TestCore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands to one worker, and what can happen between the command and the worker that takes it up. */
class CommandWorkersTest {
    private static final UUID FIRST = UUID.randomUUID();
    private static final UUID SECOND = UUID.randomUUID();
    private static final Caller OLGA = operator(Caller.DEFAULT_TENANT);

    private final TestCore core = new TestCore();
    private final Fixtures fixtures = new Fixtures(core);

    private static Caller operator(String tenant) {
        return new Caller(UUID.randomUUID(), "olga", tenant, Role.OPERATOR, AccessPath.TOKEN);
    }

    @BeforeEach
    void arrive() {
        fixtures.hello("w1", FIRST, 2);
        core.takeSent();
    }

    private void tell(WorkerMode mode) {
        tell(OLGA, null, mode);
    }

    private void tell(Caller caller, UUID instance, WorkerMode mode) {
        core.inTransaction(() -> core.bean(CommandWorkers.class).tell(caller, "w1", instance, mode));
        core.settle();
    }

    private WorkerDetails worker() {
        return core.inTransaction(
                () -> core.bean(WorkerQueries.class).find(OLGA, "w1").orElseThrow());
    }

    private List<String> modesTold() {
        return Fixtures.said(core.takeSent(), Headers.MODE);
    }

    private void assertRefused(Runnable command, ErrorCode code) {
        assertThatThrownBy(command::run)
                .isInstanceOfSatisfying(
                        JobyardException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    @Test
    void theCommandGoesToTheStartOfTheProcessThatIsThere() {
        tell(WorkerMode.SUSPENDED);
        List<Outgoing> sent = core.takeSent();
        assertThat(Fixtures.said(sent, Headers.COMMAND)).containsExactly("mode");
        assertThat(Fixtures.said(sent, Headers.WORKER_INSTANCE)).containsExactly(FIRST.toString());
        assertThat(Fixtures.said(sent, Headers.MODE)).containsExactly("SUSPENDED");
        WorkerDetails told = worker();
        assertThat(told.summary().mode()).isEqualTo(WorkerMode.ACTIVE);
        assertThat(told.summary().pending()).isTrue();
        assertThat(told.summary().order().by()).isEqualTo("olga");
        assertThat(told.labels()).containsEntry("rack", "b");
        assertThat(told.leaseSeconds()).isEqualTo(30);
    }

    @Test
    void aLostCommandIsRepeatedUntilTheWorkerSaysThatItDoesSo() {
        tell(WorkerMode.SUSPENDED);
        core.takeSent();
        fixtures.hello("w1", FIRST, 2);
        assertThat(modesTold()).containsExactly("SUSPENDED");
        fixtures.hello("w1", FIRST, 2, WorkerMode.SUSPENDED);
        fixtures.hello("w1", FIRST, 2, WorkerMode.SUSPENDED);
        assertThat(modesTold()).isEmpty();
        assertThat(worker().summary().mode()).isEqualTo(WorkerMode.SUSPENDED);
        assertThat(worker().summary().pending()).isFalse();
    }

    @Test
    void whoComesBackAfterItsLeaseIsToldAgain() {
        tell(WorkerMode.QUIESCING);
        core.clock().advance(Duration.ofSeconds(60));
        core.inTransaction(() -> core.bean(ExpireWorkers.class).expire());
        core.takeSent();
        fixtures.hello("w1", FIRST, 2);
        assertThat(modesTold()).containsExactly("QUIESCING");
    }

    @Test
    void aWorkerThatWasStartedAnewDoesNotObeyAnOldCommand() {
        tell(WorkerMode.STOPPING);
        core.takeSent();
        fixtures.hello("w1", SECOND, 2);
        assertThat(modesTold()).isEmpty();
        assertThat(worker().summary().order()).isNull();
        assertRefused(() -> tell(OLGA, FIRST, WorkerMode.SUSPENDED), ErrorCode.CONFLICT);
    }

    @Test
    void whatIsSuspendedCountsForNoPlaces() {
        tell(WorkerMode.SUSPENDED);
        fixtures.hello("w1", FIRST, 100, WorkerMode.SUSPENDED);
        UUID last = null;
        for (int i = 0; i < 9; i++) {
            last = fixtures.registerScript();
        }
        core.settle();
        // The least window is 8, so the ninth waits.
        assertThat(fixtures.job(last).getState()).isEqualTo(JobState.WAITING);
        UUID waiting = last;
        assertThat(core.inTransaction(() -> core.bean(JobQueries.class)
                        .find(Fixtures.ADA, waiting)
                        .orElseThrow()
                        .waitingBecause()))
                .contains("take nothing new");
        tell(WorkerMode.ACTIVE);
        fixtures.hello("w1", FIRST, 100);
        assertThat(fixtures.job(last).getState()).isEqualTo(JobState.ENQUEUED);
    }

    @Test
    void nothingUndoesAShutDownAndNothingReachesWhoHasGone() {
        tell(WorkerMode.STOPPING);
        assertRefused(() -> tell(WorkerMode.ACTIVE), ErrorCode.CONFLICT);
        fixtures.bye("w1", FIRST);
        assertRefused(() -> tell(WorkerMode.STOPPING), ErrorCode.CONFLICT);
    }

    @Test
    void aWorkerThatStopsByItselfIsNotDisturbed() {
        tell(WorkerMode.SUSPENDED);
        core.takeSent();
        fixtures.hello("w1", FIRST, 2, WorkerMode.STOPPING);
        assertThat(modesTold()).isEmpty();
    }

    @Test
    void onlyOperatorsOfTheTenantDefaultCommand() {
        assertRefused(() -> tell(Fixtures.ADA, null, WorkerMode.SUSPENDED), ErrorCode.FORBIDDEN);
        assertRefused(() -> tell(operator("other"), null, WorkerMode.SUSPENDED), ErrorCode.FORBIDDEN);
        assertRefused(
                () -> core.inTransaction(
                        () -> core.bean(CommandWorkers.class).tell(OLGA, "nobody", null, WorkerMode.SUSPENDED)),
                ErrorCode.NOT_FOUND);
    }

    @Test
    void itsJobsAreSeen() {
        UUID job = fixtures.registerScript();
        fixtures.apply(fixtures.started(job, "w1", FIRST));
        assertThat(worker().summary().running()).isEqualTo(1);
        assertThat(worker().jobs()).extracting(WorkerJob::id).containsExactly(job);
        assertThat(core.inTransaction(() -> core.bean(WorkerQueries.class)
                        .find(operator("other"), "w1")
                        .orElseThrow()
                        .jobs()))
                .isEmpty();
    }
}
