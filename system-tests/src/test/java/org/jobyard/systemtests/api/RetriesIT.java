package org.jobyard.systemtests.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jobyard.systemtests.api.Problems.assertProblem;
import static org.jobyard.systemtests.api.Problems.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.jobyard.systemtests.ApiClient;
import org.jobyard.systemtests.JobyardExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Jobs that are tried again. */
@ExtendWith(JobyardExtension.class)
class RetriesIT {
    private final ApiClient api;

    RetriesIT(ApiClient api) {
        this.api = api;
    }

    private static ObjectNode failing(String name, int attempts, String delay) {
        ObjectNode job = ApiClient.script(name, "echo this is attempt $JOBYARD_ATTEMPT; exit 3");
        job.putObject("retry").put("attempts", attempts).put("delay", delay);
        return job;
    }

    @Test
    void eachAttemptHasItsOwnTimesAndLog() {
        UUID id = api.submit(failing("twice", 2, "PT0S"));
        JsonNode job = api.awaitEnd(id);
        assertThat(ApiClient.state(job)).isEqualTo("FAILED");
        assertThat(job.path("attempt").asInt()).isEqualTo(2);
        assertThat(job.at("/retry/attempts").asInt()).isEqualTo(2);

        JsonNode attempts = api.get("/jobs/" + id + "/attempts").path("attempts");
        assertThat(attempts.findValuesAsText("outcome")).containsExactly("RETRY", "FAIL");
        assertThat(ApiClient.time(attempts.get(1), "startedAt"))
                .isAfterOrEqualTo(ApiClient.time(attempts.get(0), "endedAt"));
        for (int attempt = 1; attempt <= 2; attempt++) {
            assertThat(api.send(api.request("/jobs/" + id + "/log?attempt=" + attempt)
                                    .GET())
                            .body())
                    .isEqualTo("this is attempt " + attempt + "\n");
        }
        assertProblem(api.send(api.request("/jobs/" + id + "/log?attempt=3").GET()), 404, "NOT_FOUND");
    }

    @Test
    void betweenTwoAttemptsItSaysWhenTheNextIsAndCanBeCancelled() {
        UUID id = api.submit(failing("later", 3, "PT1H"));
        JsonNode waiting = api.await(id, job -> job.path("reason").asText().equals("RETRY"));
        assertThat(ApiClient.state(waiting)).isEqualTo("SCHEDULED");
        assertThat(waiting.path("waitingBecause").asText()).contains("Attempt 1 failed");
        assertThat(ApiClient.time(waiting, "expectedAt")).isEqualTo(ApiClient.time(waiting, "scheduledAt"));
        assertThat(api.cancel(id).statusCode()).isEqualTo(200);
        assertThat(ApiClient.state(api.job(id))).isEqualTo("CANCELLED");
    }

    @Test
    void wrongTermsAreRefusedByName() {
        ObjectNode job = failing("wrong", 0, "-PT1S");
        ((ObjectNode) job.path("retry")).putArray("on").add("not a code");
        JsonNode problem = assertProblem(api.send(api.submission(job, null)), 400, "INVALID");
        assertThat(fields(problem)).containsExactlyInAnyOrder("retry.attempts", "retry.delay", "retry.on");
    }
}
