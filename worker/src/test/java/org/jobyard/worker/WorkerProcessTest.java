package org.jobyard.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jobyard.embedded.PrivateRabbit;
import org.jobyard.sdk.message.EventKind;
import org.jobyard.sdk.message.Headers;
import org.jobyard.sdk.message.Json;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.sdk.message.Queues;
import org.jobyard.sdk.testing.Brokers;
import org.jobyard.sdk.testing.FakeServer;
import org.jobyard.worker.script.ScriptProcesses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worker as it is run: in a JVM of its own. */
class WorkerProcessTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path temp;

    private final PrivateRabbit rabbit = Brokers.shared();
    private final String name = "process-" + UUID.randomUUID();
    private final List<Process> started = new ArrayList<>();
    private FakeServer server;

    @BeforeEach
    void connect() {
        server = new FakeServer(rabbit, "script");
    }

    @AfterEach
    void end() {
        started.forEach(process -> process.destroyForcibly().onExit().join());
        server.close();
    }

    @Test
    void itsScriptsDieWithAKilledWorkerAndTheNextStartGoesOn() throws Exception {
        Process worker = start(Map.of());
        UUID id = submit("trap '' TERM HUP; echo ready; (trap '' TERM; sleep 300) & sleep 301");
        await().atMost(SOON).until(() -> new String(server.log(id, "stdout"), UTF_8).equals("ready\n"));
        await().atMost(SOON).until(() -> ScriptProcesses.of(id).size() >= 3);

        worker.destroyForcibly().waitFor();

        await().atMost(SOON).until(() -> ScriptProcesses.of(id).isEmpty());
        start(Map.of());
        assertThat(server.result(submit("echo again")).outcome()).isEqualTo(Outcome.SUCCEEDED);
        try (var left = Files.walk(temp.resolve("work/runs"))) {
            assertThat(left.map(Path::toString)).noneMatch(path -> path.contains(id.toString()));
        }
    }

    @Test
    void theNextStartEndsWhatGotAway() throws Exception {
        Process worker = start(Map.of());
        // Without what the reaper looks for; the other mark in its environment is left.
        UUID id = submit("env -u JOBYARD_OUTPUT setsid sleep 300 & setsid sleep 301 & sleep 302");
        await().atMost(SOON).until(() -> ScriptProcesses.of(id).size() >= 4);
        worker.destroyForcibly().waitFor();
        await().atMost(SOON).until(() -> ScriptProcesses.of(id).size() == 1);

        start(Map.of());

        await().atMost(SOON).until(() -> ScriptProcesses.of(id).isEmpty());
    }

    @Test
    void aStopEndsScriptsWithoutAResultAndSaysGoodbye() throws Exception {
        Process worker = start(Map.of("JOBYARD_WORKER_DRAIN", "PT0S", "JOBYARD_WORKER_GRACE", "PT0.5S"));
        UUID id = submit("echo ready; sleep 300");
        await().atMost(SOON).until(() -> new String(server.log(id, "stdout"), UTF_8).equals("ready\n"));

        worker.destroy();

        assertThat(worker.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(ScriptProcesses.of(id)).isEmpty();
        await().atMost(SOON)
                .until(() -> server.events(EventKind.BYE).stream()
                        .anyMatch(bye -> bye.header(Headers.WORKER).equals(name)));
        assertThat(server.results(id)).isEmpty();
        assertThat(temp.resolve("work/runs")).isEmptyDirectory();
    }

    @Test
    void askedToEndItFinishesWhatItHasAndTakesNothingNew() throws Exception {
        Process worker = start(Map.of("JOBYARD_WORKER_DRAIN", "PT1H"));
        Path go = temp.resolve("go");
        UUID id = submit("echo ready; while ! test -e " + go + "; do sleep 0.1; done; echo done");
        await().atMost(SOON).until(() -> new String(server.log(id, "stdout"), UTF_8).equals("ready\n"));

        worker.destroy();
        await().atMost(SOON).until(() -> server.consumers(Queues.workQueue("script")) == 0);
        UUID other = submit("true");
        Files.createFile(go);

        assertThat(worker.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(server.result(id).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(new String(server.log(id, "stdout"), UTF_8)).isEqualTo("ready\ndone\n");
        assertThat(server.events(other)).isEmpty();
        assertThat(server.ready(Queues.workQueue("script"))).isEqualTo(1);
    }

    @Test
    void askedASecondTimeItEndsItsScriptsAtOnce() throws Exception {
        Process worker = start(Map.of("JOBYARD_WORKER_DRAIN", "PT1H", "JOBYARD_WORKER_GRACE", "PT0.5S"));
        UUID id = submit("echo ready; sleep 300");
        await().atMost(SOON).until(() -> new String(server.log(id, "stdout"), UTF_8).equals("ready\n"));

        worker.destroy();
        await().atMost(SOON).until(() -> server.consumers(Queues.workQueue("script")) == 0);
        assertThat(worker.isAlive()).isTrue();
        worker.destroy();

        assertThat(worker.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(ScriptProcesses.of(id)).isEmpty();
        assertThat(server.results(id)).isEmpty();
        assertThat(temp.resolve("work/runs")).isEmptyDirectory();
    }

    @Test
    void scriptsSeeNothingOfTheWorkersEnvironment() throws Exception {
        start(Map.of("SECRET", "do-not-tell"));
        UUID id = submit("env");

        assertThat(server.result(id).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(new String(server.log(id, "stdout"), UTF_8))
                .doesNotContain("do-not-tell")
                .doesNotContain(rabbit.password());
    }

    @Test
    void aSecondWorkerInTheSameFolderIsRefusedInOneLine() throws Exception {
        start(Map.of());
        server.result(submit("true"));
        Process second = start(Map.of());

        assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(1);
        assertThat(temp.resolve("worker-2.log")).content().contains("another worker uses the folder");
    }

    @Test
    void aWrongSettingIsNamed() throws Exception {
        Process worker = start(Map.of("JOBYARD_WORKER_GRACE", "5"));

        assertThat(worker.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(worker.exitValue()).isEqualTo(1);
        assertThat(temp.resolve("worker-1.log")).content().contains("jobyard.worker.grace is no duration");
    }

    private UUID submit(String script) {
        return server.dispatch("script", Json.object().put("script", script).toString(), Map.of());
    }

    private Process start(Map<String, String> more) throws IOException {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Djobyard.worker.name=" + name,
                Main.class.getName());
        builder.environment()
                .putAll(Map.of(
                        "JOBYARD_AMQP_URI", rabbit.uri().toString(),
                        "JOBYARD_AMQP_USER", rabbit.user(),
                        "JOBYARD_AMQP_PASSWORD", rabbit.password(),
                        "JOBYARD_OUTPUT_DIR", temp.resolve("store").toString(),
                        "JOBYARD_WORKER_DIR", temp.resolve("work").toString()));
        builder.environment().putAll(more);
        builder.redirectErrorStream(true);
        builder.redirectOutput(
                temp.resolve("worker-" + (started.size() + 1) + ".log").toFile());
        Process process = builder.start();
        started.add(process);
        return process;
    }
}
