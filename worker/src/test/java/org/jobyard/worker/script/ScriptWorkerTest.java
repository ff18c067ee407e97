package org.jobyard.worker.script;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jobyard.sdk.message.CommandKind;
import org.jobyard.sdk.message.EventKind;
import org.jobyard.sdk.message.Headers;
import org.jobyard.sdk.message.Json;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.sdk.message.OutputFile;
import org.jobyard.sdk.message.Result;
import org.jobyard.sdk.store.FolderOutputStore;
import org.jobyard.sdk.testing.Brokers;
import org.jobyard.sdk.testing.FakeServer;
import org.jobyard.sdk.worker.JobyardWorker;
import org.jobyard.worker.process.RunFolders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptWorkerTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int LOG_LIMIT = 1_000_000;

    @TempDir
    Path temp;

    private final String name = "script-" + UUID.randomUUID();
    private FakeServer server;
    private RunFolders folders;
    private JobyardWorker worker;

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

    @Test
    void outputComesWhileTheScriptRuns() {
        Path gate = temp.resolve("gate");
        UUID id = submit("echo first; echo oh >&2; while [ ! -e " + gate + " ]; do sleep 0.05; done; echo last");

        await().atMost(SOON).until(() -> stdout(id).equals("first\n"));
        await().atMost(SOON).until(() -> stderr(id).equals("oh\n"));
        assertThat(server.results(id)).isEmpty();
        create(gate);

        Result result = server.result(id);
        assertThat(result.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.exitCode()).isZero();
        assertThat(result.outputs()).isNull();
        assertThat(stdout(id)).isEqualTo("first\nlast\n");
    }

    @Test
    void anExitCodeFailsWithTheLastErrors() {
        UUID id = submit("echo it is broken >&2; exit 3");

        Result result = server.result(id);
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.error().code()).isEqualTo("EXIT_CODE");
        assertThat(result.error().message()).isEqualTo("exit code 3: it is broken");
    }

    @Test
    void binaryAndMultibyteOutputIsCompleteByteForByte() throws Exception {
        UUID id =
                submit("head -c 300000 /dev/zero | tr '\\0' '\\377'; for i in 1 2 3; do printf 'grüße 日本 🚀\\n'; done");

        Result result = server.result(id);
        byte[] log = server.log(id, "stdout");
        assertThat(result.stdoutBytes()).isEqualTo(log.length);
        assertThat(log).hasSize(300_000 + 3 * "grüße 日本 🚀\n".getBytes(UTF_8).length);
        assertThat(log[299_999]).isEqualTo((byte) 0xff);
        assertThat(new String(log, 300_000, log.length - 300_000, UTF_8)).startsWith("grüße 日本 🚀\n");
    }

    @Test
    void tooMuchOutputIsCutOffWithAMark() {
        UUID id = submit("head -c 5000000 /dev/zero; echo end >&2");

        assertThat(server.result(id).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(stdout(id)).hasSizeLessThan(LOG_LIMIT + 100).contains("[jobyard: cut off here");
        assertThat(stderr(id)).isEqualTo("end\n");
    }

    @Test
    void theEnvironmentIsLimitedToItsOwn() {
        ObjectNode parameters = Json.object().put("script", "env | sort; pwd; ls -A; cat");
        parameters.putObject("environment").put("COLOUR", "grün");
        UUID id = submit(parameters, Map.of(Headers.ATTEMPT, 2, Headers.NAME, "my job"));

        assertThat(server.result(id).outcome()).isEqualTo(Outcome.SUCCEEDED);
        List<String> lines = stdout(id).lines().toList();
        String work = lines.get(lines.size() - 1);
        assertThat(lines.subList(0, lines.size() - 1).stream().map(line -> line.substring(0, line.indexOf('='))))
                .containsExactlyInAnyOrder(
                        "COLOUR",
                        "HOME",
                        "JOBYARD_ATTEMPT",
                        "JOBYARD_EXECUTION",
                        "JOBYARD_JOB_ID",
                        "JOBYARD_NAME",
                        "JOBYARD_OUTPUT",
                        "LANG",
                        "PATH",
                        "PWD",
                        "SHLVL",
                        "TMPDIR",
                        "TZ",
                        "_");
        assertThat(lines).contains("COLOUR=grün", "JOBYARD_ATTEMPT=2", "JOBYARD_NAME=my job", "HOME=" + work);
        assertThat(Path.of(work)).doesNotExist();
    }

    @Test
    void theFirstLineAndTheParameterChooseTheInterpreter() {
        UUID perl = submit("#!/usr/bin/env perl\nprint \"from perl @ARGV\\n\";");
        UUID shell = submit(Json.object()
                .put("script", "#!/bin/false\necho $0 | grep -c script; echo \"$@\"")
                .put("interpreter", "sh")
                .set("arguments", Json.object().arrayNode().add("a b").add("*")));
        UUID option = submit("#!/bin/sh -e\nfalse\necho not reached");

        assertThat(server.result(perl).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(stdout(perl)).isEqualTo("from perl \n");
        assertThat(server.result(shell).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(stdout(shell)).isEqualTo("1\na b *\n");
        assertThat(server.result(option).exitCode()).isEqualTo(1);
    }

    @Test
    void whatIsMissingOrWrongIsNamed() {
        Map<String, String> codes = Map.of(
                "{\"script\":\"#!/no/such/thing\\n\"}", Interpreter.MISSING,
                "{\"script\":\"#!/usr/bin/env no-such-thing\\n\"}", Interpreter.MISSING,
                "{\"script\":\"x\",\"interpreter\":\"no-such-thing\"}", Interpreter.MISSING,
                "{}", ScriptParameters.INVALID,
                "{\"script\":5}", ScriptParameters.INVALID,
                "{\"script\":\"x\",\"colour\":\"red\"}", ScriptParameters.INVALID,
                "{\"script\":\"x\",\"environment\":{\"A=B\":\"c\"}}", ScriptParameters.INVALID,
                "{\"script\":\"x\",\"environment\":{\"JOBYARD_OUTPUT\":\"/etc\"}}", ScriptParameters.INVALID,
                "{\"script\":\"x\",\"arguments\":[\"a\\u0000b\"]}", ScriptParameters.INVALID);

        codes.forEach((parameters, code) -> {
            Result result = server.result(server.dispatch(ScriptHandler.TYPE, parameters, Map.of()));
            assertThat(result.outcome()).as(parameters).isEqualTo(Outcome.FAILED);
            assertThat(result.error().code()).as(parameters).isEqualTo(code);
        });
    }

    @Test
    void aCancelEndsEvenWhatIgnoresIt() {
        UUID id =
                submit("trap '' TERM; (trap '' TERM; sleep 300) & setsid sleep 301 & echo ready; sleep 302; sleep 303");
        await().atMost(SOON).until(() -> stdout(id).equals("ready\n"));
        await().atMost(SOON).until(() -> processesOf(id).size() >= 4);

        server.command(name, CommandKind.CANCEL, id, Map.of());

        assertThat(server.result(id).outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(processesOf(id)).isEmpty();
        assertThat(stderr(id)).contains("[jobyard: cancelled");
    }

    @Test
    void aScriptMayTidyUpWhenItIsCancelled() {
        UUID id = submit(
                "trap 'echo tidy > $JOBYARD_OUTPUT/tidy; exit 9' TERM; echo ready; while :; do sleep 0.05; done");
        await().atMost(SOON).until(() -> stdout(id).equals("ready\n"));

        server.command(name, CommandKind.CANCEL, id, Map.of());

        Result result = server.result(id);
        assertThat(result.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(result.exitCode()).isEqualTo(9);
        assertThat(result.outputs()).extracting(OutputFile::name).containsExactly("tidy");
    }

    @Test
    void aTimeLimitEndsTheWholeGroup() {
        UUID id = submit(Json.object().put("script", "sleep 300 & sleep 301"), Map.of(Headers.TIMEOUT_MS, 500));

        Result result = server.result(id);
        assertThat(result.outcome()).isEqualTo(Outcome.TIMED_OUT);
        assertThat(processesOf(id)).isEmpty();
    }

    @Test
    void whatAScriptLeavesRunningIsEnded() {
        UUID id = submit("sleep 300 & echo done");

        Result result = server.result(id);
        assertThat(result.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(stdout(id)).isEqualTo("done\n");
        assertThat(stderr(id)).contains("left running").contains("(sleep)");
        assertThat(processesOf(id)).isEmpty();
    }

    @Test
    void filesAreKeptWithSizeAndDigest() throws Exception {
        UUID id = submit("cd $JOBYARD_OUTPUT; mkdir -p a/b; printf hello > a/b/c.txt; head -c 100000 /dev/urandom > r");

        Result result = server.result(id);
        assertThat(result.outputs()).extracting(OutputFile::name).containsExactly("a/b/c.txt", "r");
        assertThat(result.outputs()).extracting(OutputFile::size).containsExactly(5L, 100_000L);
        for (OutputFile file : result.outputs()) {
            byte[] content = Files.readAllBytes(Path.of(result.location(), "outputs", file.name()));
            assertThat(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content)))
                    .isEqualTo(file.sha256());
        }
        await().atMost(SOON).until(() -> runFolders() == 0);
    }

    @Test
    void hostileFilesNeitherEscapeNorHarm() throws Exception {
        Path secret = Files.writeString(temp.resolve("secret"), "secret");
        UUID id = submit("cd $JOBYARD_OUTPUT; ln -s " + secret + " link; ln -s /etc folder; mkfifo pipe; ln -s .. up;"
                + " printf x > \"$(printf 'new\\nline')\"; printf x > 'back\\slash'; printf x > \"$(printf 'bad\\377utf')\";"
                + " mkdir closed; printf x > closed/in; chmod 0 closed; printf x > ok");

        Result result = server.result(id);
        assertThat(result.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.outputs())
                .extracting(OutputFile::name)
                .contains("new%0Aline", "back%5Cslash", "closed/in", "ok");
        assertThat(result.outputs()).hasSize(5);
        assertThat(stderr(id)).contains("no regular file: link").contains("no regular file: pipe");
        assertThat(secret).hasContent("secret");
        try (Stream<Path> stored = Files.walk(Path.of(result.location()))) {
            assertThat(stored).noneMatch(Files::isSymbolicLink);
        }
        await().atMost(SOON).until(() -> runFolders() == 0);
    }

    @Test
    void tooManyFilesAreAFailureThatSaysSo() {
        UUID id = submit("cd $JOBYARD_OUTPUT; for i in $(seq 30); do echo $i > $i; done");

        Result result = server.result(id);
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.error().code()).isEqualTo("OUTPUT_INCOMPLETE");
        assertThat(result.outputs()).hasSize(20);
    }

    @Test
    void aFullStoreIsAFailureWithItsReason() throws Exception {
        UUID id = submit("echo x > $JOBYARD_OUTPUT/x; touch " + temp.resolve("store/default"));

        Result result = server.result(id);
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.exitCode()).isZero();
        assertThat(result.error().code()).isEqualTo("OUTPUT_NOT_KEPT");
    }

    @Test
    void manyShortScriptsAllCome() {
        List<UUID> ids = Stream.generate(() -> submit("echo hi")).limit(60).toList();

        ids.forEach(id -> assertThat(server.result(id).outcome()).isEqualTo(Outcome.SUCCEEDED));
        assertThat(ids).allSatisfy(id -> assertThat(stdout(id)).isEqualTo("hi\n"));
        assertThat(server.events(EventKind.RESULT)).hasSize(60);
    }

    private UUID submit(String script) {
        return submit(Json.object().put("script", script));
    }

    private UUID submit(com.fasterxml.jackson.databind.JsonNode parameters) {
        return submit(parameters, Map.of());
    }

    private UUID submit(com.fasterxml.jackson.databind.JsonNode parameters, Map<String, Object> headers) {
        return server.dispatch(ScriptHandler.TYPE, parameters.toString(), headers);
    }

    private String stdout(UUID id) {
        return new String(server.log(id, "stdout"), UTF_8);
    }

    private String stderr(UUID id) {
        return new String(server.log(id, "stderr"), UTF_8);
    }

    private long runFolders() throws IOException {
        try (Stream<Path> runs = Files.list(folders.current())) {
            return runs.count();
        }
    }

    private static void create(Path file) {
        try {
            Files.createFile(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Looked up in another way than the worker does it. */
    private static List<Long> processesOf(UUID execution) {
        return ScriptProcesses.of(execution);
    }
}
