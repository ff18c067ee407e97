package org.jobyard.systemtests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Delivery;
import java.nio.charset.StandardCharsets;
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

/** Submitter and worker in foreign languages: what docs/worker-protocol.md promises, without a line of the SDK. */
@ExtendWith(JobyardExtension.class)
class PlainProtocolIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Jobyard jobyard;
    private final ApiClient api;
    private final String type = "plain-" + UUID.randomUUID();

    PlainProtocolIT(Jobyard jobyard, ApiClient api) {
        this.jobyard = jobyard;
        this.api = api;
    }

    private ObjectNode job(String name) {
        ObjectNode job = JsonNodeFactory.instance.objectNode().put("name", name).put("type", type);
        job.putObject("parameters").put("x", 6);
        return job;
    }

    private static String job(Delivery dispatch) {
        return RawWorker.header(dispatch, "jobyard_job");
    }

    private static String execution(Delivery dispatch) {
        return RawWorker.header(dispatch, "jobyard_execution");
    }

    @Test
    void eachMessageOfAJobGoesItsWay() throws Exception {
        UUID id = UUID.randomUUID();
        try (RawWorker worker = new RawWorker(jobyard, type, 1);
                AmqpClient client = new AmqpClient(jobyard, jobyard.status().token())) {
            worker.hello();
            client.submit(id, job("whole way").put("v", 1).toString());
            Delivery dispatch = worker.awaitDispatches(1).get(0);
            assertThat(dispatch.getProperties().getCorrelationId()).isEqualTo(id + ":" + type);
            assertThat(dispatch.getProperties().getReplyTo()).isEqualTo("jobyard.events");
            assertThat(new String(dispatch.getBody(), StandardCharsets.UTF_8)).isEqualToIgnoringWhitespace("{\"x\":6}");
            worker.started(job(dispatch), execution(dispatch));
            worker.awaitCommand("accept", execution(dispatch));
            worker.acknowledge(dispatch);
            worker.log(dispatch, 0, "half ");
            worker.progress(dispatch, 0.5, "half done");
            await().atMost(LIMIT).until(() -> client.countsOf(id).containsKey("progress"));
            assertThat(client.received())
                    .filteredOn(message -> message.event().equals("progress"))
                    .allSatisfy(message -> assertThat(
                                    message.body().path("fraction").asDouble())
                            .isEqualTo(0.5));
            worker.log(dispatch, 5, "whole");
            ObjectNode result = JsonNodeFactory.instance.objectNode().put("y", 36);
            worker.succeeded(dispatch, 10, result);
            await().atMost(LIMIT).until(() -> client.countsOf(id).containsKey("result"));
            assertThat(client.statesOf(id)).containsSubsequence("REGISTERED", "ENQUEUED", "RUNNING");
        }
        JsonNode ended = api.awaitEnd(id);
        assertThat(ApiClient.state(ended)).isEqualTo("SUCCEEDED");
        assertThat(ended.at("/result/y").asInt()).isEqualTo(36);
        await().atMost(LIMIT).until(() -> api.log(id, "stdout").equals("half whole"));
    }

    @Test
    void anAnswerToTheDispatchIsEnough() throws Exception {
        UUID id = api.submit(job("plain form"));
        try (RawWorker worker = new RawWorker(jobyard, type, 1)) {
            worker.hello();
            Delivery dispatch = worker.awaitDispatches(1).get(0);
            worker.answerPlainly(dispatch, "{\"y\":36}");
            worker.acknowledge(dispatch);
            JsonNode ended = api.awaitEnd(id);
            assertThat(ApiClient.state(ended)).isEqualTo("SUCCEEDED");
            assertThat(ended.at("/result/y").asInt()).isEqualTo(36);
        }
    }

    @Test
    void whatWaitedIsDispatchedByPriorityThenAge() throws Exception {
        List<UUID> inLine = List.of(
                api.submit(job("normal").put("priority", 4)),
                api.submit(job("high").put("priority", 9)),
                api.submit(job("low").put("priority", 1)),
                api.submit(job("normal, later").put("priority", 4)));
        try (RawWorker worker = new RawWorker(jobyard, type, 4)) {
            worker.hello();
            List<Delivery> dispatches = worker.awaitDispatches(4);
            assertThat(dispatches)
                    .extracting(PlainProtocolIT::job)
                    .containsExactly(
                            inLine.get(1).toString(),
                            inLine.get(0).toString(),
                            inLine.get(3).toString(),
                            inLine.get(2).toString());
            for (Delivery dispatch : dispatches) {
                worker.answerPlainly(dispatch, "{}");
                worker.acknowledge(dispatch);
            }
            inLine.forEach(api::awaitEnd);
        }
    }

    @Test
    void anEventOfAnotherExecutionChangesNothingAndIsRevoked() throws Exception {
        UUID id = api.submit(job("one execution"));
        try (RawWorker worker = new RawWorker(jobyard, type, 1)) {
            worker.hello();
            Delivery dispatch = worker.awaitDispatches(1).get(0);
            String other = UUID.randomUUID().toString();
            worker.started(job(dispatch), other);
            worker.awaitCommand("revoke", other);
            assertThat(ApiClient.state(api.job(id))).isEqualTo("ENQUEUED");
            worker.answerPlainly(dispatch, "{}");
            worker.acknowledge(dispatch);
            assertThat(ApiClient.state(api.awaitEnd(id))).isEqualTo("SUCCEEDED");
        }
    }

    @Test
    void anEventThatOvertakesItsJobIsKeptAndJudgedWhenTheJobIsThere() throws Exception {
        UUID id = UUID.randomUUID();
        String execution = UUID.randomUUID().toString();
        try (RawWorker worker = new RawWorker(jobyard, type, 1);
                AmqpClient client = new AmqpClient(jobyard, jobyard.status().token())) {
            worker.hello();
            worker.started(id.toString(), execution);
            await().atMost(LIMIT).until(() -> parked(id) == 1);
            client.submit(id, job("overtaken").put("v", 1).toString());
            worker.awaitCommand("revoke", execution);
            await().atMost(LIMIT).until(() -> parked(id) == 0);
            Delivery dispatch = worker.awaitDispatches(1).get(0);
            worker.answerPlainly(dispatch, "{}");
            worker.acknowledge(dispatch);
            assertThat(ApiClient.state(api.awaitEnd(id))).isEqualTo("SUCCEEDED");
        }
    }

    private int parked(UUID job) throws Exception {
        try (var connection = jobyard.database();
                var statement = connection.prepareStatement(
                        "select count(*) from parked_event where headers->>'jobyard_job' = ?")) {
            statement.setString(1, job.toString());
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    @Test
    void theRequestsTraceReachesTheWorker() throws Exception {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        try (RawWorker worker = new RawWorker(jobyard, type, 1)) {
            worker.hello();
            var request = api.submission(job("traced"), null).header("traceparent", trace);
            assertThat(api.send(request).statusCode()).isEqualTo(201);
            Delivery dispatch = worker.awaitDispatches(1).get(0);
            assertThat(RawWorker.header(dispatch, "traceparent"))
                    .matches("00-4bf92f3577b34da6a3ce929d0e0e4736-[0-9a-f]{16}-01")
                    .isNotEqualTo(trace);
            worker.answerPlainly(dispatch, "{}");
            worker.acknowledge(dispatch);
            api.awaitEnd(UUID.fromString(job(dispatch)));
        }
    }

    @Test
    void theTraceOfASubmissionOverAmqpReachesTheWorker() throws Exception {
        String trace = "00-5cf92f3577b34da6a3ce929d0e0e4737-00f067aa0ba902b8-01";
        UUID id = UUID.randomUUID();
        try (RawWorker worker = new RawWorker(jobyard, type, 1);
                AmqpClient client = new AmqpClient(jobyard, jobyard.status().token())) {
            worker.hello();
            client.publish(
                    "jobyard.submissions",
                    new BasicProperties.Builder()
                            .messageId(id.toString())
                            .deliveryMode(2)
                            .headers(Map.of("jobyard_token", jobyard.status().token(), "traceparent", trace))
                            .build(),
                    job("traced over AMQP").put("v", 1).toString());
            Delivery dispatch = worker.awaitDispatches(1).get(0);
            assertThat(job(dispatch)).isEqualTo(id.toString());
            assertThat(RawWorker.header(dispatch, "traceparent"))
                    .matches("00-5cf92f3577b34da6a3ce929d0e0e4737-[0-9a-f]{16}-01")
                    .isNotEqualTo(trace);
            worker.answerPlainly(dispatch, "{}");
            worker.acknowledge(dispatch);
            assertThat(ApiClient.state(api.awaitEnd(id))).isEqualTo("SUCCEEDED");
        }
    }
}
