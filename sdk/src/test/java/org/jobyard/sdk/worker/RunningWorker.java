package org.jobyard.sdk.worker;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jobyard.embedded.PrivateRabbit;
import org.jobyard.sdk.message.CommandKind;
import org.jobyard.sdk.message.EventKind;
import org.jobyard.sdk.message.Headers;
import org.jobyard.sdk.testing.Brokers;
import org.jobyard.sdk.testing.FakeServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A worker against a broker, and the server's side of it in the test's hands. Base of the tests of each theme. */
abstract class RunningWorker {
    static final String TYPE = "test";
    static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path spool;

    final PrivateRabbit rabbit = Brokers.shared();
    final String name = "worker-" + UUID.randomUUID();
    /** Executions whose handler was called, with repetitions. */
    final List<UUID> runs = new CopyOnWriteArrayList<>();

    FakeServer server;
    JobyardWorker worker;

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

    final void start(int capacity, StartPolicy policy, JobHandler handler) throws IOException {
        worker = JobyardWorker.builder(Brokers.address())
                .name(name)
                .type(TYPE, handler, capacity, policy)
                .spoolFolder(spool)
                .start();
    }

    final Completion note(JobRun run) {
        runs.add(run.dispatch().execution());
        return Completion.succeeded(null);
    }

    final long startsOf(UUID id) {
        return server.events(id).stream()
                .filter(e -> e.kind() == EventKind.STARTED)
                .count();
    }

    final long hellos(EventKind kind) {
        return server.events(kind).stream()
                .filter(e -> e.header(Headers.WORKER).equals(name))
                .count();
    }

    /** Commands and events keep their order: when the answer is there, all that came before was dealt with. */
    final void helloRoundTrip() {
        long before = hellos(EventKind.HELLO);
        await().atMost(SOON).pollInterval(Duration.ofMillis(300)).until(() -> {
            server.command(name, CommandKind.HELLO, UUID.randomUUID(), Map.of());
            return hellos(EventKind.HELLO) > before;
        });
    }
}
