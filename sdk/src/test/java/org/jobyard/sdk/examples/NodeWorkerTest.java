package org.jobyard.sdk.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jobyard.embedded.PrivateRabbit;
import org.jobyard.sdk.message.CommandKind;
import org.jobyard.sdk.message.EventKind;
import org.jobyard.sdk.message.Headers;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.sdk.message.Result;
import org.jobyard.sdk.testing.Brokers;
import org.jobyard.sdk.testing.FakeServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worker of docs/examples, as its readers would run it. It needs npm and the network for its one library. */
@Tag("long")
class NodeWorkerTest {
    private static final Path EXAMPLE = Path.of("../docs/examples/node-worker").toAbsolutePath();
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path temp;

    private FakeServer server;
    private Process worker;

    @BeforeEach
    void start() throws Exception {
        for (String file : new String[] {"package.json", "worker.mjs"}) {
            Files.copy(EXAMPLE.resolve(file), temp.resolve(file));
        }
        assumeTrue(isInstalled(), "npm is missing or has no network");
        PrivateRabbit rabbit = Brokers.shared();
        server = new FakeServer(rabbit, "greet");
        String uri = "amqp://" + rabbit.user() + ":" + rabbit.password() + "@127.0.0.1:" + rabbit.port();
        worker = run("node", "worker.mjs", uri);
    }

    @AfterEach
    void stop() {
        if (worker != null) {
            worker.destroyForcibly().onExit().join();
            server.close();
        }
    }

    @Test
    void itWorksAndCanBeCancelled() throws Exception {
        UUID id = server.dispatch("greet", "{\"name\":\"Wörld\"}", Map.of());
        Result result = server.result(id);
        assertThat(result.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.result()).hasToString("{\"greeted\":\"Wörld\"}");
        assertThat(server.log(id, "stdout")).asString(UTF_8).isEqualTo("Hello, Wörld!\n");
        assertThat(result.stdoutBytes()).isEqualTo(15);

        UUID slow = server.dispatch("greet", "{\"name\":\"x\",\"pause\":600000}", Map.of());
        await().atMost(SOON).until(() -> server.kinds(slow).contains(EventKind.PROGRESS));
        String name = server.events(slow).get(0).header(Headers.WORKER);
        server.command(name, CommandKind.CANCEL, slow, Map.of());
        assertThat(server.result(slow).outcome()).isEqualTo(Outcome.CANCELLED);

        server.answerWith(CommandKind.REVOKE);
        UUID refused = server.dispatch("greet", "{\"name\":\"x\"}", Map.of());
        assertThat(server.result(refused).outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(server.log(refused, "stdout")).isEmpty();
        assertThat(server.ready("jobyard.work.greet")).isZero();
    }

    private boolean isInstalled() throws InterruptedException {
        try {
            return run("npm", "install", "--no-audit", "--no-fund").waitFor() == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    private Process run(String... command) throws IOException {
        return new ProcessBuilder(command)
                .directory(temp.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        temp.resolve("output.log").toFile()))
                .start();
    }
}
