package org.jobyard.systemtests.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.jobyard.systemtests.api.Problems.assertProblem;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jobyard.systemtests.AmqpClient;
import org.jobyard.systemtests.ApiClient;
import org.jobyard.systemtests.Jobyard;
import org.jobyard.systemtests.JobyardExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a submitter may ask about others of the same name. */
@ExtendWith(JobyardExtension.class)
class SameNameIT {
    private static final String LATER = "2035-01-01T00:00:00Z";

    private final Jobyard jobyard;
    private final ApiClient api;

    SameNameIT(Jobyard jobyard, ApiClient api) {
        this.jobyard = jobyard;
        this.api = api;
    }

    private static ObjectNode named(String name, String policy) {
        return ApiClient.script(name, "exit 0").put("sameName", policy);
    }

    @Test
    void aRefusalNamesAndLinksTheJobInTheWay() {
        UUID there = api.submit(ApiClient.script("in the way", "").put("startAt", LATER));

        HttpResponse<String> refused = api.send(api.submission(named("in the way", "REJECT"), null));

        JsonNode problem = assertProblem(refused, 409, "NAME_TAKEN");
        assertThat(problem.at("/conflictingJob/id").asText()).isEqualTo(there.toString());
        assertThat(problem.at("/conflictingJob/href").asText()).endsWith("/api/v1/jobs/" + there);
        assertThat(refused.headers().firstValue("Link")).contains("</api/v1/jobs/" + there + ">; rel=\"related\"");
        api.cancel(there);
        assertThat(api.job(api.submit(named("in the way", "REJECT")))
                        .path("sameName")
                        .asText())
                .isEqualTo("REJECT");
    }

    @Test
    void ofManyInOneRequestTheSecondOfANameIsRefusedAlone() {
        String jobs = "{\"jobs\":[{\"job\":" + named("bulk name", "REJECT").put("startAt", LATER) + "},{\"job\":"
                + named("bulk name", "REJECT") + "},{\"job\":" + named("bulk name", "ALLOW") + "}]}";

        JsonNode answer = ApiClient.read(api.send(api.request("/jobs/bulk")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(jobs))));

        assertThat(answer.findValuesAsText("status")).startsWith("201");
        assertThat(answer.at("/results/1/problem/code").asText()).isEqualTo("NAME_TAKEN");
        assertThat(answer.at("/results/1/problem/conflictingJob/id")).isEqualTo(answer.at("/results/0/job/id"));
        assertThat(answer.at("/results/2/status").asInt()).isEqualTo(201);
        api.cancel(UUID.fromString(answer.at("/results/0/job/id").asText()));
    }

    @Test
    void aRefusalOverTheBrokerNamesTheJobInTheWay() throws Exception {
        UUID there = api.submit(ApiClient.script("in the way of amqp", "").put("startAt", LATER));
        try (AmqpClient client = new AmqpClient(jobyard, jobyard.status().token())) {
            client.submit(
                    UUID.randomUUID(),
                    named("in the way of amqp", "REJECT").put("v", 1).toString());
            await().until(() -> !client.received().isEmpty());
            AmqpClient.Received refusal = client.received().get(0);
            assertThat(refusal.event()).isEqualTo("refused");
            assertThat(refusal.body().path("code").asText()).isEqualTo("NAME_TAKEN");
            assertThat(refusal.body().path("conflictingJob").asText()).isEqualTo(there.toString());
        }
        api.cancel(there);
    }

    @Test
    void oneThatQueuesSaysForWhomItWaits() {
        UUID first = api.submitScript("queue of two", "sleep 60");
        UUID second = api.submit(named("queue of two", "QUEUE"));
        UUID third = api.submit(named("queue of two", "QUEUE"));

        JsonNode waiting = api.job(third);
        assertThat(waiting.path("state").asText()).isEqualTo("WAITING");
        assertThat(waiting.path("reason").asText()).isEqualTo("NAME_TAKEN");
        assertThat(waiting.path("waitingFor").asText()).isEqualTo(first.toString());
        assertThat(waiting.path("waitingBecause").asText())
                .contains(first.toString())
                .contains("1 job is before it");

        api.cancel(first);
        assertThat(ApiClient.state(api.awaitEnd(second))).isEqualTo("SUCCEEDED");
        assertThat(ApiClient.state(api.awaitEnd(third))).isEqualTo("SUCCEEDED");
    }

    @Test
    void manyAtOnceOfOneNameRunOneAtATime() {
        String name = "one at a time " + UUID.randomUUID();
        List<CompletableFuture<UUID>> answers = IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> api.submit(named(name, "QUEUE"))))
                .toList();

        List<JsonNode> runs = new ArrayList<>();
        answers.forEach(answer -> runs.add(api.awaitEnd(answer.join())));

        runs.sort((a, b) -> ApiClient.time(a, "startedAt").compareTo(ApiClient.time(b, "startedAt")));
        for (int i = 1; i < runs.size(); i++) {
            Instant before = ApiClient.time(runs.get(i - 1), "endedAt");
            assertThat(ApiClient.time(runs.get(i), "startedAt")).isAfterOrEqualTo(before);
        }
        assertThat(runs).allSatisfy(run -> assertThat(ApiClient.state(run)).isEqualTo("SUCCEEDED"));
    }
}
