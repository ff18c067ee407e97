package org.jobyard.actions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jobyard.control.ChangeMany;
import org.jobyard.control.PauseJob;
import org.jobyard.job.JobState;
import org.jobyard.persistence.Database;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.JobyardException;
import org.jobyard.query.ChosenJob;
import org.jobyard.query.JobFilter;
import org.jobyard.security.AccessPath;
import org.jobyard.security.Caller;
import org.jobyard.security.Role;
import org.jobyard.submission.JobRequest;
import org.jobyard.testing.Fixtures;
import org.jobyard.testing.TestCore;
import org.junit.jupiter.api.Test;

/** What is done to many jobs. */
class ActOnJobsTest {
    private static final Caller BOB =
            new Caller(UUID.randomUUID(), "bob", Caller.DEFAULT_TENANT, Role.ENGINEER, AccessPath.TOKEN);

    private final TestCore core = inTransactions(new TestCore());
    private final Fixtures fixtures = new Fixtures(core);

    private static TestCore inTransactions(TestCore node) {
        node.replace(ChangeMany.class, new ChangeMany() {
            @Override
            public Map<UUID, JobyardException> cancel(Caller caller, Collection<UUID> ids) {
                return node.inTransaction(() -> super.cancel(caller, ids));
            }

            @Override
            public Map<UUID, JobyardException> prioritize(Caller caller, Collection<UUID> ids, Integer priority) {
                return node.inTransaction(() -> super.prioritize(caller, ids, priority));
            }
        });
        return node;
    }

    private List<UUID> submit(int number) {
        JobRequest[] requests = Stream.generate(Fixtures::script).limit(number).toArray(JobRequest[]::new);
        return fixtures.register(requests).stream()
                .map(registered -> registered.id())
                .toList();
    }

    private static ActionOutcome cancelAll(TestCore node, Integer most, String cursor) {
        return node.bean(ActOnJobs.class)
                .act(
                        Fixtures.ADA,
                        new ActionRequest(JobAction.CANCEL, null, null, JobFilter.ALL, cursor, most),
                        null,
                        null);
    }

    @Test
    void moreThanOneTransactionCanHoldAreDoneAndTheCallIsBounded() {
        submit(ActOnJobs.BATCH + 50);
        ActionRequest all = new ActionRequest(JobAction.CANCEL, null, null, JobFilter.ALL, null, null);
        assertThat(core.bean(ActOnJobs.class).preview(Fixtures.ADA, all).matching())
                .isEqualTo(ActOnJobs.BATCH + 50);
        ActionOutcome first = cancelAll(core, ActOnJobs.BATCH + 1, null);
        assertThat(first.done()).isEqualTo(ActOnJobs.BATCH + 1);
        ActionOutcome rest = cancelAll(core, null, first.next());
        assertThat(rest.done()).isEqualTo(49);
        assertThat(rest.next()).isNull();
        assertThat(cancelAll(core, null, null).done()).isZero();
    }

    @Test
    void oneThatIsRefusedSpoilsNothing() {
        List<UUID> jobs = submit(3);
        Caller stranger = new Caller(UUID.randomUUID(), "eve", "other", Role.ADMIN, AccessPath.TOKEN);
        ActionRequest request = new ActionRequest(JobAction.CANCEL, null, new HashSet<>(jobs), null, null, null);
        assertThat(core.bean(ActOnJobs.class).act(stranger, request, null, null).refused())
                .extracting(ActionOutcome.Refused::code)
                .containsExactly(ErrorCode.NOT_FOUND);
        ActionOutcome bobs = core.bean(ActOnJobs.class).act(BOB, request, null, null);
        assertThat(bobs.done()).isZero();
        assertThat(bobs.refused().get(0).code()).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(bobs.refused().get(0).jobs()).containsExactlyInAnyOrderElementsOf(jobs);
        core.bean(ActOnJobs.class)
                .act(
                        Fixtures.ADA,
                        new ActionRequest(JobAction.CANCEL, null, java.util.Set.of(jobs.get(1)), null, null, null),
                        null,
                        null);
        ActionOutcome adas = core.bean(ActOnJobs.class).act(Fixtures.ADA, request, null, null);
        assertThat(adas.done()).isEqualTo(2);
        assertThat(adas.refused()).extracting(ActionOutcome.Refused::code).containsExactly(ErrorCode.CONFLICT);
    }

    @Test
    void statesThatTheActionDoesNotFitAreLeftOut() {
        List<UUID> jobs = submit(2);
        fixtures.hello("w1", UUID.randomUUID(), 1);
        List<UUID> enqueued = jobs.stream()
                .filter(id -> fixtures.job(id).getState() == JobState.ENQUEUED)
                .toList();
        assertThat(enqueued).isNotEmpty();
        JobFilter ended = new JobFilter(java.util.Set.of(JobState.FAILED), null, null, null, null, null, null);
        ActionPreview none = core.bean(ActOnJobs.class)
                .preview(Fixtures.ADA, new ActionRequest(JobAction.PRIORITIZE, 9, null, ended, null, null));
        assertThat(none.matching()).isZero();
        assertThat(none.jobs()).isEmpty();
        assertThat(core.bean(ActOnJobs.class)
                        .preview(
                                Fixtures.ADA,
                                new ActionRequest(JobAction.PRIORITIZE, 9, null, JobFilter.ALL, null, null))
                        .matching())
                .isEqualTo(jobs.size() - enqueued.size());
    }

    @Test
    void whatAWorkerHoldsPausedGetsNoOtherPriority() {
        UUID worker = UUID.randomUUID();
        fixtures.hello("w1", worker, 1);
        UUID held = submit(1).get(0);
        fixtures.apply(fixtures.started(held, "w1", worker));
        UUID waits = fixtures.register(JobRequest.of("nobodys").build()).get(0).id();
        for (UUID job : List.of(held, waits)) {
            core.inTransaction(() -> core.bean(PauseJob.class).pause(Fixtures.ADA, job));
        }
        ActionRequest all = new ActionRequest(JobAction.PRIORITIZE, 9, null, JobFilter.ALL, null, null);
        assertThat(core.bean(ActOnJobs.class).preview(Fixtures.ADA, all).jobs())
                .extracting(ChosenJob::id)
                .containsExactly(waits);
        ActionOutcome outcome = core.bean(ActOnJobs.class).act(Fixtures.ADA, all, null, null);
        assertThat(outcome.done()).isEqualTo(1);
        assertThat(outcome.refused()).isEmpty();
        assertThat(fixtures.job(waits).spec().priority()).isEqualTo(9);
    }

    @Test
    void ofTwoBulkCancelsAtOnceEachJobIsCancelledByOne() {
        int number = 5 * ActOnJobs.BATCH;
        submit(number);
        CountDownLatch go = new CountDownLatch(1);
        List<CompletableFuture<ActionOutcome>> both = IntStream.range(0, 2)
                .mapToObj(i -> inTransactions(core.anotherNode()))
                .map(node -> CompletableFuture.supplyAsync(() -> {
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return cancelAll(node, null, null);
                }))
                .toList();
        go.countDown();
        assertThat(both.stream().mapToInt(outcome -> outcome.join().done()).sum())
                .isEqualTo(number);
        assertThat(core.bean(Database.class)
                        .list("select job_id from job_event where event = 'CANCEL'", row -> row.uuid("job_id")))
                .hasSize(number)
                .doesNotHaveDuplicates();
    }
}
