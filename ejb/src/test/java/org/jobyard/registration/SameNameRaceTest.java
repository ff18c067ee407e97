package org.jobyard.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jobyard.dispatch.HandOverName;
import org.jobyard.dispatch.JobName;
import org.jobyard.job.JobState;
import org.jobyard.job.SameName;
import org.jobyard.persistence.Database;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.submission.SubmissionRules;
import org.jobyard.testing.Fixtures;
import org.jobyard.testing.TestCore;
import org.junit.jupiter.api.Test;

/** One job has a name, however many ask for it at once. */
class SameNameRaceTest extends SameNameFixture {
    private static final int MANY = 50;

    @Test
    void fiftyAtOnceOfOneNameGiveOneActiveJobAtAnyInstant() {
        fixtures.hello("w1", worker, MANY);
        List<TestCore> nodes = nodes();
        List<Registered> queued = atOnce(nodes, i -> SameName.QUEUE);
        nodes.forEach(TestCore::settle);
        List<UUID> line = line();
        List<UUID> ended = runOneAfterTheOther(MANY);
        assertThat(ended)
                .containsExactlyInAnyOrderElementsOf(
                        queued.stream().map(Registered::id).toList());
        assertThat(ended).as("in the order in which they came").endsWith(line.toArray(UUID[]::new));
        assertOneAtATime();
    }

    @Test
    void ofFiftyAtOnceOfWhichSomeQueueEachHasItsTurn() {
        fixtures.hello("w1", worker, MANY);
        List<TestCore> nodes = nodes();
        List<Registered> taken = atOnce(nodes, i -> i % 2 == 0 ? SameName.QUEUE : SameName.REJECT).stream()
                .filter(outcome -> outcome.kind() == Registered.Kind.NEW)
                .toList();
        nodes.forEach(TestCore::settle);
        assertThat(taken)
                .as("all that queue, and one that rejects if it was the first")
                .hasSizeBetween(MANY / 2, MANY / 2 + 1);
        assertThat(runOneAfterTheOther(taken.size()))
                .containsExactlyInAnyOrderElementsOf(
                        taken.stream().map(Registered::id).toList());
        assertOneAtATime();
    }

    private List<UUID> runOneAfterTheOther(int jobs) {
        List<UUID> ended = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            List<UUID> active = withoutTheLine();
            assertThat(active).hasSize(1);
            assertThat(ended).doesNotContainAnyElementsOf(active);
            ended.addAll(active);
            core.clock().advance(java.time.Duration.ofMillis(1));
            fixtures.apply(fixtures.started(active.get(0), "w1", worker));
            fixtures.apply(fixtures.ended(active.get(0), "w1", worker, Outcome.SUCCEEDED, 0));
            core.settle();
        }
        return ended;
    }

    /** Those that wait for their name, the first in front. */
    private List<UUID> line() {
        return core.bean(Database.class)
                .list("select id from job where name_place is not null order by name_place", row -> row.uuid("id"));
    }

    /** By the history: none was given to the broker before the one before it had ended. */
    private void assertOneAtATime() {
        long overlaps =
                core.bean(Database.class).first("""
                        with turn as (
                            select job_id, min(at) filter (where event = 'ENQUEUE') as begun,
                                max(at) filter (where event = 'SUCCEED') as ended
                            from job_event group by job_id)
                        select count(*) as n from turn a join turn b
                            on a.job_id <> b.job_id and a.begun < b.ended and b.begun < a.ended
                        """, row -> row.number("n")).orElseThrow();
        assertThat(overlaps).as("pairs that were active at the same time").isZero();
    }

    @Test
    void ofFiftyAtOnceThatRejectOneIsTaken() {
        List<Registered> outcomes = atOnce(nodes(), i -> SameName.REJECT);
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

    private static List<Registered> atOnce(List<TestCore> nodes, IntFunction<SameName> policy) {
        ExecutorService threads = Executors.newFixedThreadPool(MANY);
        CountDownLatch go = new CountDownLatch(1);
        try {
            List<CompletableFuture<Registered>> answers = IntStream.range(0, nodes.size())
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    go.await();
                                } catch (InterruptedException e) {
                                    throw new IllegalStateException(e);
                                }
                                return new Fixtures(nodes.get(i))
                                        .register(named("fifty", policy.apply(i)))
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

    private List<UUID> withoutTheLine() {
        return core.bean(Database.class)
                .list(
                        "select id from job where name = 'fifty' and name_place is null"
                                + " and state not in ('SUCCEEDED', 'FAILED', 'CANCELLED', 'TIMED_OUT')",
                        row -> row.uuid("id"));
    }
}
