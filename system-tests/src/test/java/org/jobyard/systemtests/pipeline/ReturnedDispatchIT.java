package org.jobyard.systemtests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jobyard.systemtests.ApiClient.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import java.util.UUID;
import org.jobyard.systemtests.ApiClient;
import org.jobyard.systemtests.DeadLetters;
import org.jobyard.systemtests.Jobyard;
import org.jobyard.systemtests.JobyardExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The queue of a type is gone: its jobs wait for a worker instead of being lost on the way. */
@ExtendWith(JobyardExtension.class)
class ReturnedDispatchIT {
    private final Jobyard jobyard;
    private final ApiClient api;
    private final String type = "returned-" + UUID.randomUUID();

    ReturnedDispatchIT(Jobyard jobyard, ApiClient api) {
        this.jobyard = jobyard;
        this.api = api;
    }

    @Test
    void aJobWhoseDispatchNoQueueTookWaitsForAWorkerAndRunsWhenOneComes() throws Exception {
        UUID first;
        try (RawWorker worker = new RawWorker(jobyard, type, 1)) {
            worker.hello();
            first = api.submit(job());
            finish(worker);
        }
        api.awaitEnd(first);
        try (Connection connection = jobyard.broker().newConnection("returned-dispatch-test")) {
            connection.createChannel().queueDelete("jobyard.work." + type);
        }

        UUID id = api.submit(job());
        JsonNode waiting = api.await(id, job -> state(job).equals("WAITING"));
        assertThat(waiting.path("reason").asText()).isEqualTo("NO_WORKER");
        assertThat(waiting.path("waitingBecause").asText()).contains(type);
        assertThat(api.history(id).stream().map(entry -> entry.path("event").asText()))
                .containsSubsequence("ENQUEUE", "RETURN");
        DeadLetters letters = new DeadLetters(api);
        JsonNode letter = letters.awaitTo(type);
        assertThat(letter.path("kind").asText()).isEqualTo("UNROUTABLE");
        assertThat(letter.path("job").asText()).isEqualTo(id.toString());
        assertThat(letter.path("returnable").asBoolean()).isFalse();
        assertThat(letters.sendBack(letter).statusCode()).isEqualTo(409);
        assertThat(letters.discard(letter).statusCode()).isEqualTo(204);

        try (RawWorker worker = new RawWorker(jobyard, type, 1)) {
            worker.hello();
            finish(worker);
        }
        JsonNode ended = api.awaitEnd(id);
        assertThat(state(ended)).isEqualTo("SUCCEEDED");
        assertThat(ended.path("attempt").asInt()).isEqualTo(1);
    }

    private ObjectNode job() {
        ObjectNode job = JsonNodeFactory.instance.objectNode().put("name", type).put("type", type);
        job.putObject("parameters");
        return job;
    }

    private static void finish(RawWorker worker) {
        Delivery dispatch = worker.awaitDispatches(1).get(0);
        worker.answerPlainly(dispatch, "{}");
        worker.acknowledge(dispatch);
    }
}
