package org.jobyard.systemtests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rabbitmq.client.AMQP.BasicProperties;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jobyard.systemtests.AmqpClient;
import org.jobyard.systemtests.ApiClient;
import org.jobyard.systemtests.Jobyard;
import org.jobyard.systemtests.JobyardExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Submission over AMQP by a client that uses none of our code. */
@ExtendWith(JobyardExtension.class)
class AmqpSubmissionIT {
    private static final Duration QUIET = Duration.ofSeconds(1);

    private final Jobyard jobyard;
    private final ApiClient api;
    private final String token;

    AmqpSubmissionIT(Jobyard jobyard, ApiClient api) {
        this.jobyard = jobyard;
        this.api = api;
        this.token = jobyard.status().token();
    }

    private static String submission(String name, String script) {
        ObjectNode body = ApiClient.script(name, script);
        return body.put("v", 1).toString();
    }

    @Test
    void submitterHearsEachStateAndOneResultAndNobodyElseDoes() throws Exception {
        UUID id = UUID.randomUUID();
        try (AmqpClient client = new AmqpClient(jobyard, token);
                AmqpClient other = new AmqpClient(jobyard, token)) {
            client.submit(id, submission("over-amqp", "echo hello; exit 4"));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> client.countsOf(id).containsKey("result"));
            assertThat(client.statesOf(id))
                    .startsWith("REGISTERED", "ENQUEUED", "RUNNING")
                    .doesNotHaveDuplicates();
            AmqpClient.Received result = client.received().get(client.received().size() - 1);
            assertThat(result.event()).as("the result comes last").isEqualTo("result");
            assertThat(result.body().path("state").asText()).isEqualTo("FAILED");
            assertThat(result.body().path("exitCode").asInt()).isEqualTo(4);
            assertThat(other.received()).isEmpty();
        }
        assertThat(ApiClient.state(api.job(id))).isEqualTo("FAILED");
        assertThat(api.log(id, "stdout")).isEqualTo("hello\n");
    }

    @Test
    void sameMessageTwiceIsOneJob() throws Exception {
        UUID id = UUID.randomUUID();
        try (AmqpClient client = new AmqpClient(jobyard, token)) {
            client.submit(id, submission("twice", "true"));
            client.submit(id, submission("twice", "true"));
            api.awaitWithin(Duration.ofSeconds(30), id, job -> true);
            await().until(() -> client.countsOf(id).containsKey("result"));
            await().during(QUIET)
                    .atMost(QUIET.multipliedBy(5))
                    .until(() -> client.countsOf(id).get("result") == 1);
        }
        assertThat(api.history(id).stream().filter(e -> ApiClient.state(e).equals("REGISTERED")))
                .hasSize(1);
    }

    @Test
    void aDestinationIsKept() throws Exception {
        UUID id = UUID.randomUUID();
        try (AmqpClient client = new AmqpClient(jobyard, token)) {
            ObjectNode body = ApiClient.script("load", "").put("v", 1).put("type", "type-nobody-serves");
            client.submit(id, body.put("destination", "warehouse").toString());
            await().until(() -> client.statesOf(id).contains("WAITING"));
        }
        assertThat(api.job(id).path("destination").asText()).isEqualTo("warehouse");
        api.cancel(id);
    }

    @Test
    void wrongFieldsAreRefusedByName() throws Exception {
        UUID id = UUID.randomUUID();
        try (AmqpClient client = new AmqpClient(jobyard, token)) {
            client.submit(id, "{\"v\":1,\"type\":\"script\",\"priority\":12,\"parameters\":{\"script\":\"true\"}}");
            await().until(() -> !client.received().isEmpty());
            AmqpClient.Received refusal = client.received().get(0);
            assertThat(refusal.event()).isEqualTo("refused");
            assertThat(refusal.body().path("errors").findValuesAsText("field")).containsExactly("priority");
        }
        assertThat(api.send(api.request("/jobs/" + id).GET()).statusCode()).isEqualTo(404);
    }

    @Test
    void strangersTokenIsRefused() throws Exception {
        UUID id = UUID.randomUUID();
        try (AmqpClient client = new AmqpClient(jobyard, "jy_" + "A".repeat(43))) {
            client.submit(id, submission("stranger", "true"));
            await().until(() -> !client.received().isEmpty());
            assertThat(client.received().get(0).event()).isEqualTo("refused");
        }
        assertThat(api.send(api.request("/jobs/" + id).GET()).statusCode()).isEqualTo(404);
    }

    @Test
    void waitingJobIsCancelledByAMessage() throws Exception {
        UUID id = api.submit(later());
        try (AmqpClient client = new AmqpClient(jobyard, token)) {
            client.cancel(id);
            assertThat(ApiClient.state(api.awaitEnd(id))).isEqualTo("CANCELLED");
        }
    }

    @Test
    void tenantsAreApart() throws Exception {
        UUID ofOthers = api.submit(later());
        UUID own = UUID.randomUUID();
        String strangersToken = tokenOfAnotherTenant();
        try (AmqpClient stranger = new AmqpClient(jobyard, strangersToken)) {
            stranger.cancel(ofOthers);
            await().until(() -> codesOf(stranger).equals(List.of("NOT_FOUND")));
            stranger.submit(ofOthers, submission("takes-an-id", "true"));
            await().until(() -> codesOf(stranger).equals(List.of("NOT_FOUND", "CONFLICT")));
            stranger.submit(own, submission("of-the-stranger", "true"));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> stranger.countsOf(own).containsKey("result"));
        }
        assertThat(ApiClient.state(api.job(ofOthers))).isEqualTo("SCHEDULED");
        assertThat(api.send(api.request("/jobs/" + own).GET()).statusCode()).isEqualTo(404);
        assertThat(ApiClient.state(api.as(strangersToken).job(own))).isEqualTo("SUCCEEDED");
    }

    private static List<String> codesOf(AmqpClient client) {
        return client.received().stream()
                .filter(message -> message.event().equals("refused"))
                .map(message -> message.body().path("code").asText())
                .toList();
    }

    private static ObjectNode later() {
        return ApiClient.script("later", "true").put("startAt", "2035-01-01T00:00:00Z");
    }

    private String tokenOfAnotherTenant() {
        String user = "stranger-" + UUID.randomUUID();
        post("/users", "{'name':'%s','password':'correct horse battery','role':'ENGINEER','tenant':'%s'}", user, user);
        return post("/tokens", "{'name':'amqp','user':'%s'}", user)
                .path("secret")
                .asText();
    }

    private JsonNode post(String path, String json, Object... values) {
        HttpResponse<String> answer = api.send(api.request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json.replace('\'', '"').formatted(values))));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return ApiClient.read(answer);
    }

    @Test
    void garbageStopsNothing() throws Exception {
        try (AmqpClient client = new AmqpClient(jobyard, token)) {
            for (String queue : List.of("jobyard.submissions", "jobyard.events", "jobyard.work.script")) {
                for (String body : List.of("", "not json", "[]", "{\"v\":99}", "{\"type\":3}", "\u0000\u0001")) {
                    client.publish(queue, new BasicProperties(), body);
                    client.publish(
                            queue,
                            new BasicProperties.Builder()
                                    .messageId("no-uuid")
                                    .correlationId("no:uuid:here")
                                    .headers(
                                            Map.of("jobyard_event", "nonsense", "jobyard_job", 7, "jobyard_token", "x"))
                                    .build(),
                            body);
                }
            }
            UUID id = UUID.randomUUID();
            client.submit(id, submission("after-garbage", "echo still here"));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> client.countsOf(id).containsKey("result"));
            assertThat(api.log(id, "stdout")).isEqualTo("still here\n");
        }
        UUID overHttp = api.submitScript("after-garbage", "true");
        JsonNode job = api.awaitEnd(overHttp);
        assertThat(ApiClient.state(job)).isEqualTo("SUCCEEDED");
    }
}
