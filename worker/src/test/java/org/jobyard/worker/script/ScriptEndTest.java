package org.jobyard.worker.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jobyard.sdk.message.CommandKind;
import org.jobyard.sdk.message.Headers;
import org.jobyard.sdk.message.Json;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.sdk.message.OutputFile;
import org.jobyard.sdk.message.Result;
import org.junit.jupiter.api.Test;

/** How a script ends, by itself or not, and that none of its processes outlives it. */
class ScriptEndTest extends RunningScriptWorker {
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
        // Until then it is a copy of the shell.
        UUID id = submit("sleep 300 & until grep -q sleep /proc/$!/comm; do :; done; echo done");

        Result result = server.result(id);
        assertThat(result.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(stdout(id)).isEqualTo("done\n");
        assertThat(stderr(id)).contains("left running").contains("(sleep)");
        assertThat(processesOf(id)).isEmpty();
    }

    /** Looked up in another way than the worker does it. */
    private static List<Long> processesOf(UUID execution) {
        return ScriptProcesses.of(execution);
    }
}
