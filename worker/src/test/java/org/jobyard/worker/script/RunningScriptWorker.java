package org.jobyard.worker.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jobyard.sdk.message.Json;
import org.jobyard.sdk.store.FolderOutputStore;
import org.jobyard.sdk.testing.Brokers;
import org.jobyard.sdk.testing.FakeServer;
import org.jobyard.sdk.worker.JobyardWorker;
import org.jobyard.worker.process.RunFolders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A worker for scripts, and the server's side of it in the test's hands. Base of the tests of each theme. */
abstract class RunningScriptWorker {
    static final Duration SOON = Duration.ofSeconds(20);
    static final int LOG_LIMIT = 1_000_000;

    @TempDir
    Path temp;

    final String name = "script-" + UUID.randomUUID();
    FakeServer server;
    RunFolders folders;
    JobyardWorker worker;

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer(Brokers.shared(), ScriptHandler.TYPE);
        folders = RunFolders.open(temp.resolve("work"), Duration.ofSeconds(1));
        var store = new FolderOutputStore(temp.resolve("store"), Optional.empty());
        var limits = new ScriptLimits("/usr/local/bin:/usr/bin:/bin", Duration.ofSeconds(1), LOG_LIMIT);
        worker = JobyardWorker.builder(Brokers.address())
                .name(name)
                .type(ScriptHandler.TYPE, ScriptHandler.create(folders, store, 10_000_000, 20, limits), 4)
                .start();
    }

    @AfterEach
    void stop() throws IOException {
        worker.close();
        server.close();
        folders.close();
    }

    final UUID submit(String script) {
        return submit(Json.object().put("script", script));
    }

    final UUID submit(JsonNode parameters) {
        return submit(parameters, Map.of());
    }

    final UUID submit(JsonNode parameters, Map<String, Object> headers) {
        return server.dispatch(ScriptHandler.TYPE, parameters.toString(), headers);
    }

    final String stdout(UUID id) {
        return new String(server.log(id, "stdout"), UTF_8);
    }

    final String stderr(UUID id) {
        return new String(server.log(id, "stderr"), UTF_8);
    }

    final long runFolders() throws IOException {
        try (Stream<Path> runs = Files.list(folders.current())) {
            return runs.count();
        }
    }
}
