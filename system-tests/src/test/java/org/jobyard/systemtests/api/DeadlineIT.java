package org.jobyard.systemtests.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jobyard.systemtests.api.Problems.assertProblem;
import static org.jobyard.systemtests.api.Problems.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.UUID;
import org.jobyard.systemtests.ApiClient;
import org.jobyard.systemtests.JobyardExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Jobs that must have ended some time after their submission. */
@ExtendWith(JobyardExtension.class)
class DeadlineIT {
    private final ApiClient api;

    DeadlineIT(ApiClient api) {
        this.api = api;
    }

    private static ObjectNode within(String deadline, String script) {
        return ApiClient.script("urgent", script).put("deadline", deadline);
    }

    private JsonNode endedByItsDeadline(UUID id) {
        JsonNode job = api.awaitEnd(id);
        assertThat(ApiClient.state(job)).isEqualTo("TIMED_OUT");
        assertThat(job.path("errorCode").asText()).isEqualTo("DEADLINE_PASSED");
        assertThat(ApiClient.time(job, "deadlineAt"))
                .isEqualTo(ApiClient.time(job, "registeredAt")
                        .plus(Duration.parse(job.path("deadline").asText())));
        assertThat(ApiClient.time(job, "endedAt")).isAfterOrEqualTo(ApiClient.time(job, "deadlineAt"));
        return job;
    }

    @Test
    void aScriptThatRunsIsStoppedAtItsDeadline() {
        UUID id = api.submit(within("PT2S", "echo begun; sleep 600"));
        JsonNode job = endedByItsDeadline(id);
        assertThat(Duration.between(ApiClient.time(job, "deadlineAt"), ApiClient.time(job, "endedAt")))
                .isLessThan(Duration.ofSeconds(15));
        assertThat(api.log(id, "stdout")).isEqualTo("begun\n");
    }

    @Test
    void aJobThatWaitsEndsAtItsDeadline() {
        ObjectNode job = within("PT1S", "true");
        job.put("type", "nobody-does-this");
        JsonNode ended = endedByItsDeadline(api.submit(job));
        assertThat(ended.path("attempt").asInt()).isZero();
        assertThat(ended.path("errorMessage").asText()).contains("WAITING");
    }

    @Test
    void anImpossibleDeadlineIsRefusedByName() {
        JsonNode never = assertProblem(api.send(api.submission(within("PT0S", "true"), null)), 400, "INVALID");
        assertThat(fields(never)).containsExactly("deadline");
        ObjectNode late = within("PT1H", "true").put("startAt", "2035-01-01T00:00:00Z");
        assertThat(fields(assertProblem(api.send(api.submission(late, null)), 400, "INVALID")))
                .containsExactly("deadline");
    }
}
