package org.jobyard.systemtests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.jobyard.systemtests.ApiClient.script;
import static org.jobyard.systemtests.ApiClient.state;
import static org.jobyard.systemtests.ApiClient.time;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jobyard.systemtests.ApiClient;
import org.jobyard.systemtests.JobyardExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Scripts from their submission to their end. */
@ExtendWith(JobyardExtension.class)
class ScriptJobsIT {
    private final ApiClient api;

    @TempDir
    private Path folder;

    ScriptJobsIT(ApiClient api) {
        this.api = api;
    }

    @Test
    void outputIsSeenWhileTheScriptRuns() throws IOException {
        Path gate = folder.resolve("gate");
        UUID id = api.submitScript(
                "live", "echo first; until [ -e '%s' ]; do sleep 0.1; done; echo second".formatted(gate));
        await().until(() -> api.log(id, "stdout").equals("first\n"));
        assertThat(state(api.job(id))).isEqualTo("RUNNING");
        Files.createFile(gate);
        JsonNode job = api.awaitEnd(id);
        assertThat(state(job)).isEqualTo("SUCCEEDED");
        assertThat(job.path("exitCode").asInt(-1)).isZero();
        assertThat(api.log(id, "stdout")).isEqualTo("first\nsecond\n");
    }

    @Test
    void delayedJobStartsInItsTimeAndNeverBefore() {
        Instant startAt = Instant.now().plusSeconds(4).truncatedTo(ChronoUnit.MILLIS);
        ObjectNode job = script("delayed", "date +%s%3N");
        job.put("startAt", startAt.toString());
        UUID id = api.submit(job);
        JsonNode waiting = api.job(id);
        assertThat(state(waiting)).isEqualTo("SCHEDULED");
        assertThat(time(waiting, "desiredAt")).isEqualTo(startAt);
        JsonNode ended = api.awaitEnd(id);
        assertThat(state(ended)).isEqualTo("SUCCEEDED");
        Instant ran = Instant.ofEpochMilli(Long.parseLong(api.log(id, "stdout").strip()));
        assertThat(ran).isBetween(startAt, startAt.plusSeconds(5));
        assertThat(time(ended, "startedAt")).isAfterOrEqualTo(startAt);
    }

    @Test
    void failedScriptShowsItsExitCodeAndItsErrors() {
        UUID id = api.submitScript("failing", "echo before; echo 'no such valve' >&2; exit 3");
        JsonNode job = api.awaitEnd(id);
        assertThat(state(job)).isEqualTo("FAILED");
        assertThat(job.path("exitCode").asInt()).isEqualTo(3);
        assertThat(job.path("errorCode").asText()).isNotEmpty();
        assertThat(job.path("errorMessage").asText()).contains("3");
        assertThat(api.log(id, "stdout")).isEqualTo("before\n");
        assertThat(api.log(id, "stderr")).isEqualTo("no such valve\n");
    }

    @Test
    void timeoutEndsTheWholeProcessGroup() throws IOException {
        Path pids = folder.resolve("pids");
        ObjectNode job = script("too-long", "sleep 300 & echo $! $$ > '%s'; wait".formatted(pids));
        job.put("timeout", "PT1S");
        UUID id = api.submit(job);
        assertThat(state(api.awaitEnd(id))).isEqualTo("TIMED_OUT");
        assertAllGone(pids);
    }

    @Test
    void cancelOfARunningScriptEndsItsProcessGroup() throws IOException {
        Path pids = folder.resolve("pids");
        UUID id = api.submitScript("endless", "sleep 300 & echo $! $$ > '%s'; wait".formatted(pids));
        await().until(() -> Files.exists(pids) && Files.size(pids) > 0);
        HttpResponse<String> answer = api.cancel(id);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(state(api.awaitEnd(id))).isEqualTo("CANCELLED");
        assertAllGone(pids);
        assertThat(api.cancel(id).statusCode()).isEqualTo(409);
    }

    @Test
    void cancelOfAWaitingJobIsAtOnceAndItNeverRuns() {
        Path trace = folder.resolve("trace");
        ObjectNode job = script("later", "touch '%s'".formatted(trace));
        job.put("startAt", Instant.now().plus(Duration.ofHours(1)).toString());
        UUID id = api.submit(job);
        assertThat(api.cancel(id).statusCode()).isEqualTo(200);
        JsonNode cancelled = api.job(id);
        assertThat(state(cancelled)).isEqualTo("CANCELLED");
        assertThat(cancelled.hasNonNull("startedAt")).isFalse();
        assertThat(trace).doesNotExist();
    }

    @Test
    void outputsAreListedAndFetched() {
        UUID id = api.submitScript(
                "outputs",
                "cd \"$JOBYARD_OUTPUT\"; mkdir plots; printf 'a,b\\n1,2\\n' > table.csv; printf x > plots/one.txt");
        JsonNode job = api.awaitEnd(id);
        assertThat(state(job)).isEqualTo("SUCCEEDED");
        assertThat(job.path("outputLocation").asText()).isNotEmpty();
        JsonNode outputs = api.get("/jobs/" + id + "/outputs").path("outputs");
        assertThat(outputs.findValuesAsText("name")).containsExactlyInAnyOrder("plots/one.txt", "table.csv");
        HttpResponse<String> table =
                api.send(api.request("/jobs/" + id + "/outputs/table.csv").GET());
        assertThat(table.statusCode()).isEqualTo(200);
        assertThat(table.body()).isEqualTo("a,b\n1,2\n");
        assertThat(api.send(api.request("/jobs/" + id + "/outputs/plots/one.txt")
                                .GET())
                        .body())
                .isEqualTo("x");
    }

    @Test
    void historyTellsEachStepOnceAndInOrder() {
        UUID id = api.submitScript("told", "true");
        api.awaitEnd(id);
        List<JsonNode> history = api.history(id);
        assertThat(history)
                .extracting(event -> event.path("seq").asInt())
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(history.get(0).path("seq").asInt()).isEqualTo(1);
        assertThat(history)
                .extracting(ApiClient::state)
                .startsWith("REGISTERED")
                .endsWith("SUCCEEDED");
        assertThat(history).extracting(ApiClient::state).containsSubsequence("ENQUEUED", "RUNNING", "SUCCEEDED");
        assertThat(history).extracting(event -> time(event, "at")).isSorted();
    }

    private static void assertAllGone(Path pids) throws IOException {
        for (String pid : Files.readString(pids).strip().split(" ", -1)) {
            await("process " + pid + " is gone")
                    .until(() -> ProcessHandle.of(Long.parseLong(pid))
                            .filter(ProcessHandle::isAlive)
                            .isEmpty());
        }
    }
}
