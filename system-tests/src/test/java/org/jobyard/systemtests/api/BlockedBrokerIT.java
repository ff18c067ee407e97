package org.jobyard.systemtests.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.jobyard.systemtests.api.Problems.assertProblem;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jobyard.embedded.RabbitControl;
import org.jobyard.systemtests.ApiClient;
import org.jobyard.systemtests.Jobyard;
import org.jobyard.systemtests.JobyardExtension;
import org.jobyard.systemtests.Part;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What submitters hear while the broker has an alarm. */
@ExtendWith(JobyardExtension.class)
class BlockedBrokerIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final int MANY = 5;

    private final ApiClient api;
    private final RabbitControl broker;

    BlockedBrokerIT(Jobyard jobyard, ApiClient api) {
        this.api = api;
        this.broker = RabbitControl.of(jobyard.process(Part.BROKER).pid());
    }

    @AfterEach
    void endTheAlarm() {
        watermark("0.6");
    }

    private void watermark(String value) {
        broker.run("set_vm_memory_high_watermark", value);
    }

    private HttpResponse<String> submit() {
        return api.send(api.submission(ApiClient.script("blocked", "echo done"), null));
    }

    @Test
    void areAskedToComeAgainAndNothingTakenIsLost() {
        watermark("0.0000001");
        // The alarm is felt by the first message that is not taken, so some job may come before it.
        UUID taken = api.submitScript("before", "echo done");
        HttpResponse<String> refused = await().atMost(LIMIT).until(this::submit, answer -> answer.statusCode() == 503);
        assertProblem(refused, 503, "UNAVAILABLE");
        assertThat(refused.headers().firstValueAsLong("Retry-After")).hasValue(5);

        watermark("0.6");
        await().atMost(LIMIT).until(() -> submit().statusCode() == 201);
        assertThat(ApiClient.state(api.awaitEnd(taken))).isEqualTo("SUCCEEDED");
    }

    private HttpResponse<String> submitMany(String name) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode jobs = body.putArray("jobs");
        for (int i = 0; i < MANY; i++) {
            ObjectNode item = jobs.addObject();
            item.set("job", ApiClient.script(name, "echo done"));
            item.put("idempotencyKey", name + "-" + i);
        }
        return api.send(api.request("/jobs/bulk")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())));
    }

    @Test
    void manyAtOnceAreRefusedAsAWholeAndWhatWasTakenRuns() {
        String name = "blocked-" + UUID.randomUUID();
        watermark("0.0000001");
        List<UUID> taken = new ArrayList<>();
        AtomicInteger round = new AtomicInteger();
        HttpResponse<String> refused = await().atMost(LIMIT)
                .until(
                        () -> {
                            HttpResponse<String> answer = submitMany(name + "-" + round.incrementAndGet());
                            if (answer.statusCode() == 200) {
                                taken.addAll(ids(answer));
                            }
                            return answer;
                        },
                        answer -> answer.statusCode() == 503);
        assertProblem(refused, 503, "UNAVAILABLE");
        assertThat(refused.headers().firstValueAsLong("Retry-After")).hasValue(5);
        assertThat(taken).as("the alarm is felt after the first").isNotEmpty();

        watermark("0.6");
        String last = name + "-" + round.get();
        HttpResponse<String> repeated =
                await().atMost(LIMIT).until(() -> submitMany(last), answer -> answer.statusCode() == 200);
        taken.addAll(ids(repeated));
        assertThat(taken).hasSize(MANY * round.get()).doesNotHaveDuplicates();
        taken.forEach(id -> assertThat(ApiClient.state(api.awaitEnd(id))).isEqualTo("SUCCEEDED"));
        assertThat(api.get("/jobs?limit=200&name=" + name).path("jobs"))
                .as("no job of a request that was refused")
                .hasSize(taken.size());
    }

    private static List<UUID> ids(HttpResponse<String> answer) {
        List<UUID> ids = new ArrayList<>();
        ApiClient.read(answer)
                .path("results")
                .forEach(result -> ids.add(UUID.fromString(result.at("/job/id").asText())));
        return ids;
    }
}
