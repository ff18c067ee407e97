package org.jobyard.sdk.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jobyard.embedded.PrivateRabbit;
import org.jobyard.sdk.message.CommandKind;
import org.jobyard.sdk.message.EventKind;
import org.jobyard.sdk.message.Headers;
import org.jobyard.sdk.message.Json;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.sdk.message.Queues;
import org.jobyard.sdk.message.Result;
import org.jobyard.sdk.message.WorkerHello;
import org.jobyard.sdk.testing.Brokers;
import org.jobyard.sdk.testing.FakeServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobyardWorkerTest {
    private static final String TYPE = "test";
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path spool;

    private final PrivateRabbit rabbit = Brokers.shared();
    private final String name = "worker-" + UUID.randomUUID();
    /** Executions whose handler was called, with repetitions. */
    private final List<UUID> runs = new java.util.concurrent.CopyOnWriteArrayList<>();

    private FakeServer server;
    private JobyardWorker worker;

    @BeforeEach
    void connect() {
        server = new FakeServer(rabbit, TYPE);
    }

    @AfterEach
    void disconnect() {
        if (worker != null) {
            worker.close();
        }
        server.close();
    }

    @Test
    void aJobRunsToItsResultAfterAllItsOutput() throws Exception {
        start(2, StartPolicy.AFTER_ACCEPTED, run -> {
            run.progress(0.5, "half");
            run.stdout().write("grüße\n".getBytes(UTF_8));
            run.stderr().write("oh\n".getBytes(UTF_8));
            return Completion.succeeded(run.dispatch().parameters());
        });

        UUID id = server.dispatch(TYPE, "{\"n\":3.0}", Map.of());

        Result result = server.result(id);
        assertThat(result.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.result()).hasToString("{\"n\":3.0}");
        assertThat(server.log(id, "stdout")).asString(UTF_8).isEqualTo("grüße\n");
        assertThat(server.log(id, "stderr")).asString(UTF_8).isEqualTo("oh\n");
        assertThat(result.stdoutBytes()).isEqualTo(8);
        assertThat(result.stderrBytes()).isEqualTo(3);
        assertThat(server.kinds(id))
                .containsExactly(EventKind.STARTED, EventKind.PROGRESS, EventKind.LOG, EventKind.RESULT);
        assertThat(server.events(id)).allSatisfy(event -> {
            assertThat(event.header(Headers.WORKER)).isEqualTo(name);
            assertThat(event.header(Headers.WORKER_INSTANCE))
                    .isEqualTo(worker.instance().toString());
            assertThat(event.message().getProperties().getDeliveryMode()).isEqualTo(2);
        });
    }

    @Test
    void itSaysHelloAndGoodbye() throws Exception {
        start(3, StartPolicy.AFTER_ACCEPTED, run -> Completion.succeeded(null));
        await().atMost(SOON).until(() -> hellos(EventKind.HELLO) >= 1);
        long first = hellos(EventKind.HELLO);
        server.command(name, CommandKind.HELLO, UUID.randomUUID(), Map.of());
        await().atMost(SOON).until(() -> hellos(EventKind.HELLO) > first);
        worker.close();
        await().atMost(SOON).until(() -> hellos(EventKind.BYE) == 1);

        WorkerHello hello = Json.read(
                server.events(EventKind.HELLO).stream()
                        .filter(e -> e.header(Headers.WORKER).equals(name))
                        .findFirst()
                        .orElseThrow()
                        .body(),
                WorkerHello.class);
        assertThat(hello.types()).containsExactly(TYPE);
        assertThat(hello.capacity()).isEqualTo(3);
        assertThat(hello.leaseSeconds()).isEqualTo(30);
    }

    @Test
    void nothingRunsBeforeItIsAccepted() throws Exception {
        server.answering(false);
        start(1, StartPolicy.AFTER_ACCEPTED, this::note);
        UUID id = server.dispatch(TYPE, "{}", Map.of());
        await().atMost(SOON).until(() -> server.kinds(id).contains(EventKind.STARTED));
        assertThat(runs).isEmpty();

        server.command(name, CommandKind.ACCEPT, id, Map.of());

        assertThat(server.result(id).outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void aRefusedStartIsNotRun() throws Exception {
        server.answerWith(CommandKind.REVOKE);
        start(1, StartPolicy.AFTER_ACCEPTED, this::note);
        UUID refused = server.dispatch(TYPE, "{}", Map.of());
        assertThat(server.result(refused).outcome()).isEqualTo(Outcome.CANCELLED);

        server.answerWith(CommandKind.ACCEPT);
        UUID next = server.dispatch(TYPE, "{}", Map.of());

        assertThat(server.result(next).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(runs).containsExactly(next);
    }

    @Test
    void cancelDuringStart() throws Exception {
        server.answering(false);
        start(1, StartPolicy.AFTER_ACCEPTED, this::note);
        UUID id = server.dispatch(TYPE, "{}", Map.of());
        await().atMost(SOON).until(() -> server.kinds(id).contains(EventKind.STARTED));

        server.command(name, CommandKind.CANCEL, id, Map.of());
        server.command(name, CommandKind.ACCEPT, id, Map.of());

        assertThat(server.result(id).outcome()).isEqualTo(Outcome.CANCELLED);
        server.answering(true);
        UUID next = server.dispatch(TYPE, "{}", Map.of());
        server.result(next);
        assertThat(runs).containsExactly(next);
    }

    @Test
    void aCancelEndsTheRunWithOneResult() throws Exception {
        var begun = new CountDownLatch(1);
        start(1, StartPolicy.AFTER_ACCEPTED, run -> {
            begun.countDown();
            new CountDownLatch(1).await();
            return Completion.succeeded(null);
        });
        UUID id = server.dispatch(TYPE, "{}", Map.of());
        begun.await();

        server.command(name, CommandKind.CANCEL, id, Map.of());
        assertThat(server.result(id).outcome()).isEqualTo(Outcome.CANCELLED);
        server.command(name, CommandKind.CANCEL, id, Map.of());

        helloRoundTrip();
        assertThat(server.results(id)).hasSize(1);
    }

    @Test
    void aCancelOfSomethingUnknownIsAnsweredOnce() throws Exception {
        start(1, StartPolicy.AFTER_ACCEPTED, this::note);
        helloRoundTrip();
        UUID unknown = UUID.randomUUID();
        server.command(name, CommandKind.CANCEL, unknown, Map.of());
        server.command(name, CommandKind.REVOKE, unknown, Map.of());

        assertThat(server.result(unknown).outcome()).isEqualTo(Outcome.CANCELLED);
        helloRoundTrip();
        assertThat(server.results(unknown)).hasSize(1);
    }

    @Test
    void anAnswerForSomethingUnknownIsContradicted() throws Exception {
        start(1, StartPolicy.AFTER_ACCEPTED, this::note);
        helloRoundTrip();
        UUID unknown = UUID.randomUUID();

        server.command(name, CommandKind.ACCEPT, unknown, Map.of());

        assertThat(server.result(unknown).outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(runs).isEmpty();
    }

    @Test
    void anOfferOutlivesTheConnection() throws Exception {
        server.answering(false);
        start(1, StartPolicy.AFTER_ACCEPTED, this::note);
        UUID id = server.dispatch(TYPE, "{}", Map.of());
        await().atMost(SOON).until(() -> startsOf(id) == 1);
        rabbit.restart();
        server.connect();
        helloRoundTrip();

        server.command(name, CommandKind.ACCEPT, id, Map.of());

        assertThat(server.result(id).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(server.results(id)).hasSize(1);
        assertThat(runs).containsExactly(id);
        worker.close();
        assertThat(server.ready(Queues.workQueue(TYPE))).isZero();
    }

    @Test
    void aCommandForAnotherStartOfTheWorkerIsIgnored() throws Exception {
        start(1, StartPolicy.AFTER_ACCEPTED, this::note);
        helloRoundTrip();
        UUID id = UUID.randomUUID();
        String other = UUID.randomUUID().toString();

        server.command(name, CommandKind.CANCEL, id, Map.of(Headers.WORKER_INSTANCE, other));

        helloRoundTrip();
        assertThat(server.events(id)).isEmpty();
    }

    @Test
    void aRepeatedDispatchIsNotRunAgain() throws Exception {
        var proceed = new Semaphore(0);
        start(2, StartPolicy.AFTER_ACCEPTED, run -> {
            note(run);
            proceed.acquire();
            return Completion.succeeded(null);
        });
        UUID id = server.dispatch(TYPE, "{}", Map.of());
        await().atMost(SOON).until(() -> runs.contains(id));

        server.dispatch(TYPE, id, "{}", Map.of());
        UUID other = server.dispatch(TYPE, "{}", Map.of());
        await().atMost(SOON).until(() -> runs.contains(other));
        proceed.release(2);
        server.result(id);
        server.result(other);
        server.dispatch(TYPE, id, "{}", Map.of());

        helloRoundTrip();
        assertThat(runs).containsExactly(id, other);
        assertThat(server.results(id)).hasSize(1);
        worker.close();
        assertThat(server.ready(Queues.workQueue(TYPE))).isZero();
    }

    @Test
    void itTakesNoMoreThanItCanRun() throws Exception {
        var proceed = new Semaphore(0);
        var most = new AtomicInteger();
        var now = new AtomicInteger();
        start(2, StartPolicy.AFTER_ACCEPTED, run -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            proceed.acquire();
            now.decrementAndGet();
            return Completion.succeeded(null);
        });
        List<UUID> ids = java.util.stream.Stream.generate(() -> server.dispatch(TYPE, "{}", Map.of()))
                .limit(10)
                .toList();
        await().atMost(SOON).until(() -> now.get() == 2);
        helloRoundTrip();
        // The others are free for other workers.
        assertThat(server.ready(Queues.workQueue(TYPE))).isEqualTo(8);

        proceed.release(10);
        ids.forEach(server::result);
        assertThat(most.get()).isEqualTo(2);
    }

    @Test
    void timeLimitsAreKept() throws Exception {
        start(2, StartPolicy.AFTER_ACCEPTED, run -> {
            new CountDownLatch(1).await();
            return Completion.succeeded(null);
        });
        UUID limited = server.dispatch(TYPE, "{}", Map.of(Headers.TIMEOUT_MS, 300L));
        UUID atOnce = server.dispatch(TYPE, "{}", Map.of(Headers.TIMEOUT_MS, 0));
        UUID late = server.dispatch(TYPE, "{}", Map.of(Headers.DEADLINE, "2020-01-01T00:00:00Z"));

        for (UUID id : List.of(limited, atOnce, late)) {
            assertThat(server.result(id).outcome()).isEqualTo(Outcome.TIMED_OUT);
        }
        Result result = server.result(limited);
        assertThat(Duration.between(result.startedAt(), result.endedAt())).isGreaterThan(Duration.ofMillis(290));
    }

    @Test
    void failuresAreTold() throws Exception {
        start(1, StartPolicy.AFTER_ACCEPTED, run -> {
            if (run.dispatch().parameters().has("code")) {
                throw new JobFailure("BAD_THING", "it was bad");
            }
            throw new IllegalStateException("bug");
        });
        UUID coded = server.dispatch(TYPE, "{\"code\":1}", Map.of());
        UUID bug = server.dispatch(TYPE, "{}", Map.of());

        assertThat(server.result(coded).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(server.result(coded).error().code()).isEqualTo("BAD_THING");
        assertThat(server.result(bug).error().code()).isEqualTo("HANDLER_FAILED");
        assertThat(server.result(bug).error().message()).contains("bug");
    }

    @Test
    void garbageNeitherStopsNorSpins() throws Exception {
        start(1, StartPolicy.AFTER_ACCEPTED, this::note);
        server.publish(Queues.WORK_EXCHANGE, TYPE, Map.of(), "\0garbage".getBytes(UTF_8));
        server.dispatch(TYPE, "{}", Map.of(Headers.EXECUTION, "not-an-id"));
        UUID badBody = server.dispatch(TYPE, "[1]", Map.of());
        UUID badNumber = server.dispatch(TYPE, "{}", Map.of(Headers.TIMEOUT_MS, "soon"));
        UUID good = server.dispatch(TYPE, "{}", Map.of());

        assertThat(server.result(good).outcome()).isEqualTo(Outcome.SUCCEEDED);
        for (UUID bad : List.of(badBody, badNumber)) {
            assertThat(server.result(bad).outcome()).isEqualTo(Outcome.FAILED);
            assertThat(server.result(bad).error().code()).isEqualTo("MALFORMED_DISPATCH");
        }
        for (int i = 0; i < 2; i++) {
            assertThat(server.dead().getProperties().getHeaders())
                    .containsKeys(Headers.DEAD_REASON, Headers.DEAD_QUEUE);
        }
        assertThat(runs).containsExactly(good);
        worker.close();
        assertThat(server.ready(Queues.workQueue(TYPE))).isZero();
    }

    @Test
    void shortWorkMayStartAtOnceAndRepetitionsMayNot() throws Exception {
        server.answering(false);
        start(1, StartPolicy.AT_ONCE, this::note);
        UUID id = server.dispatch(TYPE, "{}", Map.of());
        assertThat(server.result(id).outcome()).isEqualTo(Outcome.SUCCEEDED);

        // Not answered yet, so not acknowledged: it comes again, and must not run again.
        worker.close();
        await().atMost(SOON).until(() -> server.ready(Queues.workQueue(TYPE)) == 1);
        start(1, StartPolicy.AT_ONCE, this::note);
        await().atMost(SOON).until(() -> startsOf(id) == 2);
        assertThat(runs).containsExactly(id);
        server.command(name, CommandKind.REVOKE, id, Map.of());
        await().atMost(SOON).until(() -> server.results(id).size() == 2);
        worker.close();
        assertThat(server.ready(Queues.workQueue(TYPE))).isZero();
        assertThat(runs).containsExactly(id);
    }

    @Test
    void outputIsFreeOfGapsThroughTheDeathOfTheBroker() throws Exception {
        long seed = new Random().nextLong();
        var bytes = new byte[3_000_000];
        new Random(seed).nextBytes(bytes);
        var half = new CountDownLatch(1);
        var proceed = new CountDownLatch(1);
        start(1, StartPolicy.AFTER_ACCEPTED, run -> {
            note(run);
            run.stdout().write(bytes, 0, 1_000_003);
            half.countDown();
            run.stdout().write(bytes, 1_000_003, 1_000_000);
            proceed.await();
            run.stdout().write(bytes, 2_000_003, bytes.length - 2_000_003);
            return Completion.succeeded(null);
        });
        // Older than half a second, so that the queues survive (RabbitMQ 3.10).
        helloRoundTrip();
        rabbit.restart();
        server.connect();
        UUID id = server.dispatch(TYPE, "{}", Map.of());
        half.await();

        rabbit.kill();
        proceed.countDown();
        rabbit.start();
        server.connect();

        Result result = server.result(id);
        assertThat(result.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(server.log(id, "stdout")).as("seed " + seed).isEqualTo(bytes);
        assertThat(result.stdoutBytes()).isEqualTo(bytes.length);
        helloRoundTrip();
        assertThat(server.results(id)).hasSize(1);
        assertThat(runs).containsExactly(id);
        assertThat(server.ready(Queues.workQueue(TYPE))).isZero();
    }

    @Test
    void aStopLetsWorkFinishAndLeavesTheRestToOthers() throws Exception {
        Set<UUID> ended = ConcurrentHashMap.newKeySet();
        var begun = new CountDownLatch(2);
        var proceed = new CountDownLatch(1);
        start(3, StartPolicy.AFTER_ACCEPTED, run -> {
            begun.countDown();
            if (run.dispatch().parameters().has("endless")) {
                new CountDownLatch(1).await();
            }
            proceed.await();
            ended.add(run.dispatch().execution());
            return Completion.succeeded(null);
        });
        UUID quick = server.dispatch(TYPE, "{}", Map.of());
        UUID endless = server.dispatch(TYPE, "{\"endless\":true}", Map.of());
        begun.await();
        var stopping = new Thread(() -> worker.stop(Duration.ofSeconds(2)));
        stopping.start();
        await().atMost(SOON).until(() -> server.consumers(Queues.workQueue(TYPE)) == 0);
        UUID waiting = server.dispatch(TYPE, "{}", Map.of());
        proceed.countDown();
        stopping.join();

        await().atMost(SOON).until(() -> hellos(EventKind.BYE) == 1);
        assertThat(server.results(quick)).hasSize(1);
        assertThat(server.results(endless)).isEmpty();
        assertThat(ended).doesNotContain(endless);
        // The one that was waiting ran when the quick one had ended, or is still there for others.
        assertThat(server.results(waiting).size() + server.ready(Queues.workQueue(TYPE)))
                .isEqualTo(1);
    }

    private void start(int capacity, StartPolicy policy, JobHandler handler) throws IOException {
        worker = JobyardWorker.builder(Brokers.address())
                .name(name)
                .type(TYPE, handler, capacity, policy)
                .spoolFolder(spool)
                .start();
    }

    private Completion note(JobRun run) {
        runs.add(run.dispatch().execution());
        return Completion.succeeded(null);
    }

    private long startsOf(UUID id) {
        return server.events(id).stream()
                .filter(e -> e.kind() == EventKind.STARTED)
                .count();
    }

    private long hellos(EventKind kind) {
        return server.events(kind).stream()
                .filter(e -> e.header(Headers.WORKER).equals(name))
                .count();
    }

    /** Commands and events keep their order: when the answer is there, all that came before was dealt with. */
    private void helloRoundTrip() {
        long before = hellos(EventKind.HELLO);
        await().atMost(SOON).pollInterval(Duration.ofMillis(300)).until(() -> {
            server.command(name, CommandKind.HELLO, UUID.randomUUID(), Map.of());
            return hellos(EventKind.HELLO) > before;
        });
    }
}
