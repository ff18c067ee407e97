package org.jobyard.sdk.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.jobyard.sdk.message.EventKind;
import org.jobyard.sdk.message.Headers;
import org.jobyard.sdk.message.Json;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.sdk.message.Queues;
import org.jobyard.sdk.message.Result;
import org.junit.jupiter.api.Test;

/** What a job's run tells the server, however it ends. */
class WorkerRunTest extends RunningWorker {
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
    void theHandlerIsToldWhereTheWorkTakesPlace() throws Exception {
        start(
                2,
                StartPolicy.AFTER_ACCEPTED,
                run -> Completion.succeeded(
                        Json.object().put("at", run.dispatch().destination().orElse("nowhere"))));

        UUID somewhere = server.dispatch(TYPE, "{}", Map.of(Headers.DESTINATION, "warehouse"));
        UUID nowhere = server.dispatch(TYPE, "{}", Map.of());

        assertThat(server.result(somewhere).result()).hasToString("{\"at\":\"warehouse\"}");
        assertThat(server.result(nowhere).result()).hasToString("{\"at\":\"nowhere\"}");
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
        assertThat(server.result(late).error().code()).isEqualTo("DEADLINE_PASSED");
        Result result = server.result(limited);
        assertThat(result.error().code()).isEqualTo("TIMED_OUT");
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
}
