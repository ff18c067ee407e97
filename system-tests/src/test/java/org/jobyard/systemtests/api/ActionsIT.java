package org.jobyard.systemtests.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jobyard.systemtests.api.Problems.assertProblem;
import static org.jobyard.systemtests.api.Problems.fields;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.jobyard.systemtests.ApiClient;
import org.jobyard.systemtests.JobyardExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is done to many jobs at once. */
@ExtendWith(JobyardExtension.class)
class ActionsIT {
    private final ApiClient api;
    private final String mark = "many-" + UUID.randomUUID();

    ActionsIT(ApiClient api) {
        this.api = api;
    }

    private UUID later(ApiClient by) {
        return by.submit(ApiClient.script(mark, "true").put("startAt", "2035-01-01T00:00:00Z"));
    }

    private static HttpResponse<String> act(ApiClient by, String body) {
        return People.send(by, "POST", "/jobs/actions", body);
    }

    private JsonNode done(ApiClient by, String body) {
        return taken(act(by, body.replace("MARK", mark)));
    }

    private static JsonNode taken(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return ApiClient.read(answer);
    }

    @Test
    void aFilterIsPreviewedThenDonePartByPart() {
        for (int i = 0; i < 5; i++) {
            later(api);
        }
        JsonNode preview = taken(People.send(
                api,
                "POST",
                "/jobs/actions/preview",
                "{'action':'CANCEL','filter':{'name':'MARK'}}"
                        .replace('\'', '"')
                        .replace("MARK", mark)));
        assertThat(preview.path("matching").asInt()).isEqualTo(5);
        assertThat(preview.path("jobs")).hasSize(5);
        assertThat(api.get("/jobs?state=SCHEDULED&name=" + mark).path("jobs")).hasSize(5);

        JsonNode first = done(api, "{'action':'CANCEL','filter':{'name':'MARK'},'most':3}".replace('\'', '"'));
        assertThat(first.path("done").asInt()).isEqualTo(3);
        JsonNode rest = done(
                api,
                "{'action':'CANCEL','filter':{'name':'MARK'},'cursor':'%s'}"
                        .replace('\'', '"')
                        .formatted(first.path("next").asText()));
        assertThat(rest.path("done").asInt()).isEqualTo(2);
        assertThat(rest.has("next")).isFalse();
        assertThat(api.get("/jobs?state=CANCELLED&name=" + mark).path("jobs")).hasSize(5);

        String again = "{'action':'RERUN','filter':{'name':'MARK'}}".replace('\'', '"');
        assertThat(done(api, again).path("done").asInt()).isEqualTo(5);
        assertThat(api.get("/jobs?name=" + mark).path("jobs")).hasSize(10);
    }

    @Test
    void whatIsAnothersIsRefusedByReason() {
        People people = new People(api);
        ApiClient engineer = people.as(people.create("ENGINEER", "default"));
        UUID others = later(api);
        UUID own = later(engineer);
        UUID unknown = UUID.randomUUID();
        JsonNode outcome = done(
                engineer,
                "{'action':'PRIORITIZE','priority':8,'jobs':['%s','%s','%s']}"
                        .replace('\'', '"')
                        .formatted(others, own, unknown));
        assertThat(outcome.path("done").asInt()).isEqualTo(1);
        assertThat(outcome.path("refused").findValuesAsText("code"))
                .containsExactlyInAnyOrder("FORBIDDEN", "NOT_FOUND");
        assertThat(api.job(own).path("priority").asInt()).isEqualTo(8);
        assertThat(api.job(others).path("priority").asInt()).isEqualTo(4);
        done(api, "{'action':'CANCEL','filter':{'name':'MARK'}}".replace('\'', '"'));
        assertProblem(
                act(people.as(people.create("VIEWER", "default")), "{\"action\":\"CANCEL\",\"filter\":{}}"),
                403,
                "FORBIDDEN");
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThat(fields(assertProblem(
                        act(api, "{\"action\":\"PRIORITIZE\",\"most\":5000,\"jobs\":[],\"filter\":{}}"),
                        400,
                        "INVALID")))
                .containsExactlyInAnyOrder("priority", "jobs", "jobs", "most");
        assertProblem(act(api, "{\"action\":\"CANCEL\",\"filter\":{\"sate\":[\"FAILED\"]}}"), 400, "INVALID");
    }
}
