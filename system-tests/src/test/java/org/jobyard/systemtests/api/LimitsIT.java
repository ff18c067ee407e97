package org.jobyard.systemtests.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jobyard.systemtests.api.Problems.assertProblem;
import static org.jobyard.systemtests.api.Problems.fields;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.jobyard.systemtests.ApiClient;
import org.jobyard.systemtests.JobyardExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Priorities, limits, holds and pauses from outside. */
@ExtendWith(JobyardExtension.class)
class LimitsIT {
    private final ApiClient api;
    private final String place = "warehouse-" + UUID.randomUUID();

    LimitsIT(ApiClient api) {
        this.api = api;
    }

    @AfterEach
    void setFree() {
        set("{\"type\":\"script\"}");
        set("{\"destination\":\"" + place + "\"}");
    }

    private HttpResponse<String> set(String limit) {
        return send("PUT", "/limits", limit);
    }

    private HttpResponse<String> send(String method, String path, String body) {
        return api.send(api.request(path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body)));
    }

    @Test
    void whatIsHeldSaysSoAndRunsWhenItIsReleased() {
        JsonNode limits = ApiClient.read(set("{\"type\":\"script\",\"held\":true}"));
        assertThat(limits.at("/limits/0/type").asText()).isEqualTo("script");
        assertThat(limits.at("/limits/0/tenant").asText()).isEqualTo("*");
        assertThat(limits.at("/limits/0/heldAt").asText()).isNotBlank();

        UUID held = api.submitScript("held", "exit 0");
        JsonNode waiting = api.job(held);
        assertThat(waiting.path("state").asText()).isEqualTo("WAITING");
        assertThat(waiting.path("reason").asText()).isEqualTo("HELD");
        assertThat(waiting.path("waitingBecause").asText()).contains("held by admin");

        assertThat(ApiClient.read(set("{\"type\":\"script\"}")).path("limits")).isEmpty();
        assertThat(ApiClient.state(api.awaitEnd(held))).isEqualTo("SUCCEEDED");
    }

    @Test
    void aLimitSaysHowManyRun() {
        set("{\"type\":\"script\",\"most\":1}");
        UUID first = api.submitScript("limited 1", "sleep 60");
        api.await(first, job -> ApiClient.state(job).equals("RUNNING"));
        UUID second = api.submitScript("limited 2", "exit 0");
        JsonNode waiting = api.job(second);
        assertThat(waiting.path("reason").asText()).isEqualTo("LIMITED");
        assertThat(waiting.path("waitingBecause").asText()).contains("limited to 1 at once");
        api.cancel(first);
        assertThat(ApiClient.state(api.awaitEnd(second))).isEqualTo("SUCCEEDED");
    }

    @Test
    void aPriorityIsChangedUntilTheJobIsGivenToTheBroker() {
        UUID id = api.submit(ApiClient.script("urgent", "").put("type", "type-nobody-serves"));
        JsonNode changed = ApiClient.read(send("PATCH", "/jobs/" + id, "{\"priority\":9}"));
        assertThat(changed.path("priority").asInt()).isEqualTo(9);
        assertThat(api.history(id).get(api.history(id).size() - 1).path("event").asText())
                .isEqualTo("PRIORITIZE");
        JsonNode wrong = assertProblem(send("PATCH", "/jobs/" + id, "{\"priority\":10}"), 400, "INVALID");
        assertThat(fields(wrong)).containsExactly("priority");
        api.cancel(id);
        assertProblem(send("PATCH", "/jobs/" + id, "{\"priority\":1}"), 409, "CONFLICT");
    }

    @Test
    void aWaitingJobIsPausedAndResumed() {
        UUID id = api.submit(ApiClient.script("paused", "").put("type", "type-nobody-serves"));
        JsonNode paused = ApiClient.read(send("POST", "/jobs/" + id + "/pause", ""));
        assertThat(ApiClient.state(paused)).isEqualTo("PAUSED");
        assertThat(paused.path("waitingBecause").asText()).isEqualTo("It is paused.");
        assertProblem(send("POST", "/jobs/" + id + "/pause", ""), 409, "CONFLICT");
        assertThat(ApiClient.state(ApiClient.read(send("POST", "/jobs/" + id + "/resume", ""))))
                .isEqualTo("WAITING");
        api.cancel(id);
    }

    @Test
    void aDestinationIsKeptAndLimited() {
        JsonNode limits = ApiClient.read(set("{\"destination\":\"" + place + "\",\"most\":0}"));
        assertThat(limits.at("/limits/0/type").asText()).isEqualTo("*");
        assertThat(limits.at("/limits/0/destination").asText()).isEqualTo(place);
        UUID id = api.submit(
                ApiClient.script("load", "").put("type", "type-nobody-serves").put("destination", place));
        JsonNode waiting = api.job(id);
        assertThat(waiting.path("destination").asText()).isEqualTo(place);
        assertThat(waiting.path("waitingBecause").asText())
                .startsWith("Jobs of all types at the destination " + place + " are limited to 0 at once");
        JsonNode list = api.get("/jobs?destination=" + place).path("jobs");
        assertThat(list).hasSize(1);
        assertThat(list.at("/0/id").asText()).isEqualTo(id.toString());
        api.cancel(id);
        JsonNode again = ApiClient.read(send("POST", "/jobs/" + id + "/rerun", ""));
        UUID rerun = UUID.fromString(again.path("id").asText());
        assertThat(api.job(rerun).path("destination").asText()).isEqualTo(place);
        api.cancel(rerun);
    }

    @Test
    void aScriptWithADestinationIsRefused() {
        JsonNode refused = assertProblem(
                send(
                        "POST",
                        "/jobs",
                        ApiClient.script("there", "exit 0")
                                .put("destination", "warehouse")
                                .toString()),
                400,
                "INVALID");
        assertThat(fields(refused)).containsExactly("destination");
        assertThat(refused.toString()).contains("a script runs on the host of its worker");
    }

    @Test
    void wrongLimitsAreRefusedByName() {
        JsonNode wrong = assertProblem(
                set("{\"type\":\"\",\"tenant\":\"nobody\",\"destination\":\"*\",\"most\":-1,\"held\":false}"),
                400,
                "INVALID");
        assertThat(fields(wrong)).containsExactlyInAnyOrder("type", "tenant", "destination", "most");
    }
}
