package org.jobyard.systemtests.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jobyard.systemtests.api.Problems.assertProblem;
import static org.jobyard.systemtests.api.Problems.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.jobyard.systemtests.ApiClient;
import org.jobyard.systemtests.JobyardExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many jobs with one request. */
@ExtendWith(JobyardExtension.class)
class BulkIT {
    private static final String LATER = "2035-01-01T00:00:00Z";

    private final ApiClient api;
    private final ObjectNode body = new ObjectMapper().createObjectNode();
    private final ArrayNode jobs = body.putArray("jobs");

    BulkIT(ApiClient api) {
        this.api = api;
    }

    private ObjectNode add(ObjectNode job) {
        ObjectNode item = jobs.addObject();
        item.set("job", job);
        return item;
    }

    private static ObjectNode later(String name) {
        return ApiClient.script(name, "exit 0").put("startAt", LATER);
    }

    private HttpResponse<String> post() {
        return api.send(api.request("/jobs/bulk")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())));
    }

    private JsonNode results() {
        HttpResponse<String> answer = post();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return ApiClient.read(answer).path("results");
    }

    @Test
    void aWrongJobSpoilsNothingForTheOthers() {
        add(later("bulk first"));
        add(later("bulk wrong").put("priority", 12));
        add(later("bulk last"));

        JsonNode results = results();

        assertThat(results).extracting(result -> result.path("status").asInt()).containsExactly(201, 400, 201);
        assertThat(fields(results.path(1).path("problem"))).containsExactly("priority");
        assertThat(results.path(1).has("job")).isFalse();
        assertThat(results.path(2).has("problem")).isFalse();
        UUID last = UUID.fromString(results.path(2).path("job").path("id").asText());
        assertThat(api.job(last).path("name").asText()).isEqualTo("bulk last");
    }

    @Test
    void theSameKeyTwiceIsOneJobAndWithAnotherBodyIsRefused() {
        String key = UUID.randomUUID().toString();
        add(later("bulk keyed")).put("idempotencyKey", key);
        add(later("bulk keyed")).put("idempotencyKey", key);
        add(later("bulk other")).put("idempotencyKey", key);

        JsonNode results = results();

        assertThat(results).extracting(result -> result.path("status").asInt()).containsExactly(201, 200, 422);
        assertThat(results.path(1).path("job").path("id"))
                .isEqualTo(results.path(0).path("job").path("id"));
    }

    @Test
    void aThousandAreTakenAndOneMoreIsNot() {
        String name = "bulk " + UUID.randomUUID();
        for (int i = 0; i < 1000; i++) {
            add(later(name));
        }
        assertThat(results()).allMatch(result -> result.path("status").asInt() == 201);

        add(later(name));
        assertThat(fields(assertProblem(post(), 400, "INVALID"))).containsExactly("jobs");
    }

    @Test
    void aBodyThatCannotBeReadIsRefusedAsAWholeByName() {
        String name = "bulk " + UUID.randomUUID();
        add(later(name));
        add(later(name).put("colour", "red"));
        assertThat(fields(assertProblem(post(), 400, "INVALID"))).containsExactly("jobs.1.job.colour");

        jobs.remove(1);
        jobs.addObject();
        assertThat(fields(assertProblem(post(), 400, "INVALID"))).containsExactly("jobs.1.job");
        assertThat(api.get("/jobs?name=" + name.replace(" ", "%20")).path("jobs"))
                .isEmpty();
    }
}
