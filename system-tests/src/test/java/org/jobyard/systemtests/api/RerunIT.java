package org.jobyard.systemtests.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jobyard.systemtests.api.Problems.assertProblem;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.jobyard.systemtests.ApiClient;
import org.jobyard.systemtests.JobyardExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Jobs that are run again. */
@ExtendWith(JobyardExtension.class)
class RerunIT {
    private final ApiClient api;

    RerunIT(ApiClient api) {
        this.api = api;
    }

    private static HttpResponse<String> rerun(ApiClient by, UUID id, String key) {
        HttpRequest.Builder request = by.request("/jobs/" + id + "/rerun");
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return by.send(request.POST(BodyPublishers.noBody()));
    }

    @Test
    void theNewJobIsLikeTheFirstAndBothAreLinked() {
        ObjectNode job =
                ApiClient.script("again", "echo $WORD").put("priority", 7).put("reference", "R1");
        job.put("timeout", "PT1M").put("deadline", "PT1H");
        ((ObjectNode) job.path("parameters")).putObject("environment").put("WORD", "same");
        UUID first = api.submit(job);
        api.awaitEnd(first);
        HttpResponse<String> answer = rerun(api, first, null);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        UUID second = UUID.fromString(ApiClient.read(answer).path("id").asText());
        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/api/v1/jobs/" + second);
        JsonNode ended = api.awaitEnd(second);
        JsonNode original = api.job(first);
        for (String field :
                new String[] {"name", "type", "priority", "reference", "timeout", "deadline", "parameters"}) {
            assertThat(ended.path(field)).as(field).isEqualTo(original.path(field));
        }
        assertThat(api.log(second, "stdout")).isEqualTo("same\n");
        assertThat(ended.path("rerunOf").asText()).isEqualTo(first.toString());
        assertThat(original.path("reruns").get(0).asText()).isEqualTo(second.toString());
    }

    @Test
    void aKeyMakesItRepeatable() {
        UUID first = api.submitScript("again", "true");
        UUID other = api.submitScript("again", "true");
        api.awaitEnd(first);
        api.awaitEnd(other);
        String key = UUID.randomUUID().toString();
        HttpResponse<String> once = rerun(api, first, key);
        HttpResponse<String> twice = rerun(api, first, key);
        assertThat(once.statusCode()).isEqualTo(201);
        assertThat(twice.statusCode()).isEqualTo(200);
        assertThat(ApiClient.read(twice).path("id"))
                .isEqualTo(ApiClient.read(once).path("id"));
        assertProblem(rerun(api, other, key), 422, "MISMATCH");
    }

    @Test
    void whatHasNotEndedOrIsNotThereIsRefused() {
        UUID later = api.submit(ApiClient.script("later", "true").put("startAt", "2035-01-01T00:00:00Z"));
        assertProblem(rerun(api, later, null), 409, "CONFLICT");
        assertProblem(rerun(api, UUID.randomUUID(), null), 404, "NOT_FOUND");
        api.cancel(later);
        People people = new People(api);
        assertProblem(rerun(people.as(people.create("VIEWER", "default")), later, null), 403, "FORBIDDEN");
    }
}
