package org.jobyard.worker.script;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jobyard.sdk.message.EventKind;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.sdk.message.Result;
import org.junit.jupiter.api.Test;

/** What a script writes comes soon, complete and in bounds. */
class ScriptLogTest extends RunningScriptWorker {
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
    void manyShortScriptsAllCome() {
        List<UUID> ids = Stream.generate(() -> submit("echo hi")).limit(60).toList();

        ids.forEach(id -> assertThat(server.result(id).outcome()).isEqualTo(Outcome.SUCCEEDED));
        assertThat(ids).allSatisfy(id -> assertThat(stdout(id)).isEqualTo("hi\n"));
        assertThat(server.events(EventKind.RESULT)).hasSize(60);
    }

    private static void create(Path file) {
        try {
            Files.createFile(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
