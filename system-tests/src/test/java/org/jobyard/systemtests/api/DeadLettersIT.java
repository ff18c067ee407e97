package org.jobyard.systemtests.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.jobyard.systemtests.api.Problems.assertProblem;
import static org.jobyard.systemtests.api.Problems.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jobyard.systemtests.AmqpClient;
import org.jobyard.systemtests.ApiClient;
import org.jobyard.systemtests.DeadLetters;
import org.jobyard.systemtests.Jobyard;
import org.jobyard.systemtests.JobyardExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Messages that nobody could handle, or that no queue took: seen, sent back, discarded. */
@ExtendWith(JobyardExtension.class)
class DeadLettersIT {

    private final Jobyard jobyard;
    private final ApiClient api;
    private final DeadLetters letters;
    private final String name = "letter-" + UUID.randomUUID();

    DeadLettersIT(Jobyard jobyard, ApiClient api) {
        this.jobyard = jobyard;
        this.api = api;
        this.letters = new DeadLetters(api);
    }

    private JsonNode buried() throws Exception {
        try (AmqpClient client = new AmqpClient(jobyard, jobyard.status().token())) {
            DeadLetters.send(client, name, "{\"a\":\"<b>\"}");
        }
        return letters.await(name);
    }

    @Test
    void whatNobodyCouldHandleSaysWhyAndCanBeSentBack() throws Exception {
        JsonNode letter = buried();
        assertThat(letter.path("kind").asText()).isEqualTo("FAILED");
        assertThat(letter.path("reason").asText()).contains("nonsense");
        assertThat(letter.path("routingKey").asText()).isEqualTo("jobyard.events");
        assertThat(letter.path("body").asText()).isEqualTo("{\"a\":\"<b>\"}");
        assertThat(letter.at("/headers/test_number").isInt()).isTrue();
        assertThat(letter.path("sentBack").asInt()).isZero();
        assertThat(api.send(api.request("/dead-letters/" + letter.path("id").asText() + "/body"))
                        .body())
                .isEqualTo("{\"a\":\"<b>\"}");

        assertThat(letters.sendBack(letter).statusCode()).isEqualTo(204);
        assertProblem(letters.sendBack(letter), 404, "NOT_FOUND");

        JsonNode again = letters.await(name);
        assertThat(again.path("sentBack").asInt()).isEqualTo(1);
        assertThat(again.path("headers")).isEqualTo(letter.path("headers"));
        assertThat(letters.discard(again).statusCode()).isEqualTo(204);
        assertProblem(letters.discard(again), 404, "NOT_FOUND");
        letters.awaitGone(name);
    }

    @Test
    void whatNoQueueTookReachesItWhenItIsThere() throws Exception {
        String queue = "jobyard.client." + UUID.randomUUID();
        UUID job = UUID.randomUUID();
        try (AmqpClient client = new AmqpClient(jobyard, jobyard.status().token());
                Connection connection = jobyard.broker().newConnection("dead-letters-test")) {
            client.publish(
                    "jobyard.submissions",
                    new BasicProperties.Builder()
                            .messageId(job.toString())
                            .replyTo(queue)
                            .headers(Map.of("jobyard_token", jobyard.status().token()))
                            .build(),
                    "{\"v\":1,\"type\":\"never-" + job + "\",\"name\":\"" + name + "\",\"parameters\":{}}");
            JsonNode letter = letters.awaitTo(queue);
            assertThat(letter.path("kind").asText()).isEqualTo("UNROUTABLE");
            assertThat(letter.path("reason").asText()).contains("NO_ROUTE");
            assertThat(letter.path("job").asText()).isEqualTo(job.toString());
            assertThat(letter.path("tenant").asText()).isEqualTo("default");

            Channel channel = connection.createChannel();
            channel.queueDeclare(queue, false, true, true, Map.of());
            assertThat(letters.sendBack(letter).statusCode()).isEqualTo(204);
            List<GetResponse> got = new ArrayList<>();
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                GetResponse next = channel.basicGet(queue, true);
                if (next != null) {
                    got.add(next);
                }
                return !got.isEmpty();
            });
            assertThat(new String(got.get(0).getBody(), StandardCharsets.UTF_8))
                    .isEqualTo(letter.path("body").asText());
            assertThat(got.get(0).getProps().getHeaders().get("jobyard_job")).hasToString(job.toString());
            api.cancel(job);
        }
    }

    @Test
    void areForOperatorsOfTheirTenant() throws Exception {
        JsonNode letter = buried();
        People people = new People(api);
        ApiClient engineer = people.newUser("ENGINEER", "default");
        assertProblem(engineer.send(engineer.request("/dead-letters").GET()), 403, "FORBIDDEN");
        assertProblem(new DeadLetters(engineer).sendBack(letter), 403, "FORBIDDEN");
        ApiClient stranger = people.newUser("OPERATOR", "other");
        assertThat(stranger.get("/dead-letters").path("letters")).isEmpty();
        assertProblem(new DeadLetters(stranger).discard(letter), 404, "NOT_FOUND");
        ApiClient operator = people.newUser("OPERATOR", "default");
        assertThat(new DeadLetters(operator).discard(letter).statusCode()).isEqualTo(204);
    }

    @Test
    void wrongQueriesAreNamed() {
        JsonNode problem = assertProblem(
                api.send(api.request("/dead-letters?kind=LOST&limit=0&x=1").GET()), 400, "INVALID");
        assertThat(fields(problem)).containsExactlyInAnyOrder("kind", "limit", "x");
        assertProblem(api.send(api.request("/dead-letters?cursor=no").GET()), 400, "INVALID");
        assertProblem(api.send(api.request("/dead-letters/" + UUID.randomUUID()).GET()), 404, "NOT_FOUND");
    }
}
