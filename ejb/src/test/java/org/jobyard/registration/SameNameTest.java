package org.jobyard.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jobyard.control.CancelJob;
import org.jobyard.dispatch.HandOverName;
import org.jobyard.dispatch.JobName;
import org.jobyard.job.JobState;
import org.jobyard.job.SameName;
import org.jobyard.job.Terms;
import org.jobyard.persistence.Database;
import org.jobyard.schedule.HandleDueJobs;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.submission.JobRequest;
import org.jobyard.submission.SubmissionRules;
import org.jobyard.testing.Fixtures;
import org.jobyard.testing.TestCore;
import org.junit.jupiter.api.Test;

/** What a name's line promises, whoever ends, comes or goes meanwhile. */
class SameNameTest {
    private static final int MANY = 50;

    private final TestCore core = new TestCore();
    private final Fixtures fixtures = new Fixtures(core);
    private final UUID worker = UUID.randomUUID();

    private static JobRequest named(String name, SameName policy) {
        return named(name, policy, null, null);
    }

    private static JobRequest named(String name, SameName policy, Instant startAt, String key) {
        return new JobRequest(
                null, name, "script", null, null, startAt, null, null, key, null, null, new Terms(policy));
    }

    private Registered submit(String name, SameName policy) {
        Registered registered = fixtures.register(named(name, policy)).get(0);
        core.settle();
        return registered;
    }

    private JobState state(Registered job) {
        return fixtures.job(job.id()).getState();
    }

    private void end(Registered job, Outcome outcome) {
        fixtures.apply(fixtures.started(job.id(), "w1", worker));
        fixtures.apply(fixtures.ended(job.id(), "w1", worker, outcome, 0));
        core.settle();
    }

    private void assertNextInLine(Registered job) {
        assertThat(fixtures.job(job.id()).getReason()).isEqualTo("NAME_TAKEN");
    }

    @Test
    void oneThatRejectsIsRefusedWhileAnotherHasTheName() {
        fixtures.hello("w1", worker, 2);
        for (SameName first : SameName.values()) {
            String name = "nightly " + first;
            Registered there = submit(name, first);
            Registered refused = submit(name, SameName.REJECT);
            assertThat(refused.kind()).isEqualTo(Registered.Kind.NAME_TAKEN);
            assertThat(refused.id()).isEqualTo(there.id());
            end(there, Outcome.FAILED);
            assertThat(submit(name, SameName.REJECT).kind()).isEqualTo(Registered.Kind.NEW);
        }
    }

    @Test
    void oneThatRejectsKeepsItsNameFromTheSubmissionOn() {
        Registered later = fixtures.register(
                        named("later", SameName.REJECT, TestCore.START.plus(Duration.ofHours(1)), null))
                .get(0);
        assertThat(later.state()).isEqualTo(JobState.SCHEDULED);
        assertThat(submit("later", SameName.REJECT).kind()).isEqualTo(Registered.Kind.NAME_TAKEN);
    }

    @Test
    void aRefusedOneSpoilsNothingForTheOthersOfItsTransaction() {
        List<Registered> together = fixtures.register(
                named("a", SameName.REJECT),
                named("a", SameName.REJECT),
                named("b", SameName.ALLOW),
                named("b", SameName.REJECT),
                named("a", SameName.QUEUE));
        assertThat(together)
                .extracting(Registered::kind)
                .containsExactly(
                        Registered.Kind.NEW,
                        Registered.Kind.NAME_TAKEN,
                        Registered.Kind.NEW,
                        Registered.Kind.NAME_TAKEN,
                        Registered.Kind.NEW);
        assertThat(together.get(1).id()).isEqualTo(together.get(0).id());
        assertThat(together.get(3).id()).isEqualTo(together.get(2).id());
        assertThat(together.get(4).reason()).isEqualTo("NAME_TAKEN");
    }

    @Test
    void aRepetitionIsTheSameJobAndNotInItsOwnWay() {
        JobRequest request = new JobRequest(
                UUID.randomUUID(),
                "once",
                "script",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                new Terms(SameName.REJECT));
        assertThat(fixtures.register(request, request))
                .extracting(Registered::kind)
                .containsExactly(Registered.Kind.NEW, Registered.Kind.REPLAYED);
        assertThat(fixtures.register(request).get(0).kind()).isEqualTo(Registered.Kind.REPLAYED);
    }

    @Test
    void theKeyOfARefusedOneMayBeUsedAgain() {
        Registered first = submit("keyed", SameName.REJECT);
        JobRequest keyed = named("keyed", SameName.REJECT, null, "key");
        assertThat(fixtures.register(keyed, keyed))
                .extracting(Registered::kind)
                .containsOnly(Registered.Kind.NAME_TAKEN);
        core.inTransaction(() -> core.bean(CancelJob.class).cancel(Fixtures.ADA, first.id()));
        assertThat(fixtures.register(keyed).get(0).kind()).isEqualTo(Registered.Kind.NEW);
        assertThat(fixtures.register(keyed).get(0).kind()).isEqualTo(Registered.Kind.REPLAYED);
    }

    @Test
    void thoseThatQueueRunOneAfterTheOtherHoweverTheOneBeforeEnded() {
        fixtures.hello("w1", worker, 8);
        List<Registered> jobs = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            jobs.add(submit("one by one", SameName.QUEUE));
        }
        for (int i = 0; i < 5; i++) {
            assertThat(state(jobs.get(i))).isEqualTo(JobState.ENQUEUED);
            jobs.subList(i + 1, 5).forEach(this::assertNextInLine);
            if (i == 2) {
                core.inTransaction(() -> core.bean(CancelJob.class)
                        .cancel(Fixtures.ADA, jobs.get(2).id()));
                core.settle();
            } else {
                end(
                        jobs.get(i),
                        List.of(Outcome.SUCCEEDED, Outcome.FAILED, Outcome.TIMED_OUT)
                                .get(i % 3));
            }
        }
    }

    @Test
    void oneThatQueuesWaitsForThoseThatDoNotCare() {
        fixtures.hello("w1", worker, 8);
        Registered free = submit("shared", SameName.ALLOW);
        Registered alsoFree = submit("shared", SameName.ALLOW);
        Registered queued = submit("shared", SameName.QUEUE);
        end(free, Outcome.SUCCEEDED);
        assertNextInLine(queued);
        end(alsoFree, Outcome.SUCCEEDED);
        assertThat(state(queued)).isEqualTo(JobState.ENQUEUED);
    }

    @Test
    void oneThatIsCancelledInTheLineLeavesItToTheNext() {
        fixtures.hello("w1", worker, 8);
        Registered first = submit("line", SameName.QUEUE);
        Registered second = submit("line", SameName.QUEUE);
        Registered third = submit("line", SameName.QUEUE);
        core.inTransaction(() -> core.bean(CancelJob.class).cancel(Fixtures.ADA, second.id()));
        core.settle();
        assertNextInLine(third);
        end(first, Outcome.SUCCEEDED);
        assertThat(state(third)).isEqualTo(JobState.ENQUEUED);
    }

    @Test
    void oneThatQueuesAndComesLaterLetsOthersPassUntilItsTime() {
        fixtures.hello("w1", worker, 8);
        Registered later = fixtures.register(
                        named("tonight", SameName.QUEUE, TestCore.START.plus(Duration.ofHours(1)), null))
                .get(0);
        Registered now = submit("tonight", SameName.QUEUE);
        assertThat(state(now)).isEqualTo(JobState.ENQUEUED);
        core.clock().advance(Duration.ofHours(1));
        core.inTransaction(() -> core.bean(HandleDueJobs.class).handle(java.util.Map.of()));
        core.settle();
        assertNextInLine(later);
        end(now, Outcome.SUCCEEDED);
        assertThat(state(later)).isEqualTo(JobState.ENQUEUED);
    }

    @Test
    void aHandOverThatACrashLeftIsFoundAtTheNextLook() {
        fixtures.hello("w1", worker, 8);
        Registered first = submit("crash", SameName.QUEUE);
        Registered second = submit("crash", SameName.QUEUE);
        fixtures.apply(fixtures.started(first.id(), "w1", worker));
        TestCore crashing = core.anotherNode();
        new Fixtures(crashing).apply(fixtures.ended(first.id(), "w1", worker, Outcome.SUCCEEDED, 0));
        // That node never settles: what must come after its commit does not come.
        assertNextInLine(second);
        core.bean(org.jobyard.dispatch.NameRequests.class).all();
        core.settle();
        assertThat(state(second)).isEqualTo(JobState.ENQUEUED);
    }

    @Test
    void fiftyAtOnceOfOneNameGiveOneActiveJobAtAnyInstant() {
        fixtures.hello("w1", worker, MANY);
        List<TestCore> nodes = nodes();
        List<Registered> queued = atOnce(nodes, SameName.QUEUE);
        nodes.forEach(TestCore::settle);
        List<UUID> ended = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            List<UUID> active = withoutTheLine("fifty QUEUE");
            assertThat(active).hasSize(1);
            assertThat(ended).doesNotContainAnyElementsOf(active);
            ended.addAll(active);
            fixtures.apply(fixtures.started(active.get(0), "w1", worker));
            fixtures.apply(fixtures.ended(active.get(0), "w1", worker, Outcome.SUCCEEDED, 0));
            core.settle();
        }
        assertThat(ended)
                .containsExactlyInAnyOrderElementsOf(
                        queued.stream().map(Registered::id).toList());
    }

    @Test
    void ofFiftyAtOnceThatRejectOneIsTaken() {
        List<Registered> outcomes = atOnce(nodes(), SameName.REJECT);
        List<Registered> taken = outcomes.stream()
                .filter(outcome -> outcome.kind() == Registered.Kind.NEW)
                .toList();
        assertThat(taken).hasSize(1);
        assertThat(outcomes)
                .extracting(Registered::id)
                .containsOnly(taken.get(0).id());
    }

    @Test
    void aNameIsHandedOverWhileANewOneArrives() {
        fixtures.hello("w1", worker, 8);
        Registered first = submit("arrives", SameName.QUEUE);
        fixtures.apply(fixtures.started(first.id(), "w1", worker));
        TestCore other = core.anotherNode();
        TestCore third = core.anotherNode();
        AtomicReference<CompletableFuture<Void>> handOver = new AtomicReference<>();
        Registered second = other.inTransaction(() -> {
            Registration registration =
                    other.bean(SubmissionRules.class).check(Fixtures.ADA, named("arrives", SameName.QUEUE));
            Registered registered = other.bean(RegisterJobs.class)
                    .register(List.of(registration))
                    .get(0);
            handOver.set(CompletableFuture.runAsync(() -> {
                new Fixtures(third).apply(fixtures.ended(first.id(), "w1", worker, Outcome.SUCCEEDED, 0));
                third.inTransaction(() -> third.bean(HandOverName.class).handOver(new JobName("default", "arrives")));
            }));
            await().until(() -> namesWaitedFor() == 1);
            return registered;
        });
        handOver.get().join();
        assertThat(second.reason()).isEqualTo("NAME_TAKEN");
        assertThat(state(second)).isEqualTo(JobState.ENQUEUED);
        other.settle();
        assertThat(state(second)).isEqualTo(JobState.ENQUEUED);
    }

    private long namesWaitedFor() {
        return core.anotherNode()
                .bean(Database.class)
                .first(
                        "select count(*) as n from pg_locks where locktype = 'advisory' and not granted",
                        row -> row.number("n"))
                .orElseThrow();
    }

    @Test
    void theDatabaseLetsNoTwoHaveAName() {
        fixtures.register(named("index", SameName.QUEUE), named("index", SameName.QUEUE));
        assertThatThrownBy(() -> core.inTransaction(() -> core.bean(Database.class)
                        .update("update job set holds_name = true, name_place = null where name = 'index'")))
                .hasMessageContaining("job_name_held");
    }

    private List<TestCore> nodes() {
        List<TestCore> nodes = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            nodes.add(core.anotherNode());
        }
        return nodes;
    }

    private static List<Registered> atOnce(List<TestCore> nodes, SameName policy) {
        ExecutorService threads = Executors.newFixedThreadPool(MANY);
        CountDownLatch go = new CountDownLatch(1);
        try {
            List<CompletableFuture<Registered>> answers = nodes.stream()
                    .map(node -> CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    go.await();
                                } catch (InterruptedException e) {
                                    throw new IllegalStateException(e);
                                }
                                return new Fixtures(node)
                                        .register(named("fifty " + policy, policy))
                                        .get(0);
                            },
                            threads))
                    .toList();
            go.countDown();
            return answers.stream().map(CompletableFuture::join).toList();
        } finally {
            threads.shutdown();
        }
    }

    private List<UUID> withoutTheLine(String name) {
        return core.bean(Database.class)
                .list(
                        "select id from job where name = ? and name_place is null"
                                + " and state not in ('SUCCEEDED', 'FAILED', 'CANCELLED', 'TIMED_OUT')",
                        row -> row.uuid("id"),
                        name);
    }
}
