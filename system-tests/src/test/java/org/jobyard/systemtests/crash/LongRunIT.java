package org.jobyard.systemtests.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jobyard.embedded.RabbitControl;
import org.jobyard.systemtests.ApiClient;
import org.jobyard.systemtests.Jobyard;
import org.jobyard.systemtests.Part;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job that runs for longer than the broker has patience with a consumer, and over the ends of server and broker. */
@Tag("crash")
@Tag("long")
class LongRunIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String IMPATIENT = "application:set_env(rabbit, consumer_timeout, 3000),"
            + " application:set_env(rabbit, channel_tick_interval, 500).";

    @Test
    void neitherTheConsumerTimeoutNorRestartsTouchIt(@TempDir Path folder) throws Exception {
        Path go = folder.resolve("go");
        Path ran = folder.resolve("ran");
        try (Jobyard jobyard = Jobyard.fresh("long-run", Map.of())) {
            RabbitControl.of(jobyard.process(Part.BROKER).pid()).run("eval", IMPATIENT);
            ApiClient api = jobyard.api();
            // A channel keeps the patience of the time when it was opened: a new worker opens new ones.
            Jobyard.kill(jobyard.process(Part.WORKER));
            jobyard.awaitUp();
            UUID id = api.submitScript(
                    "long", "echo ran >> '%s'; while ! test -e '%s'; do sleep 0.2; done".formatted(ran, go));
            api.await(id, job -> ApiClient.state(job).equals("RUNNING"));
            awaitThatOthersAreGivenUp(jobyard);
            for (Part part : List.of(Part.SERVER, Part.BROKER)) {
                Jobyard.kill(jobyard.process(part));
                jobyard.awaitUp();
                assertThat(ApiClient.state(jobyard.api().job(id)))
                        .as("after the end of the %s", part)
                        .isEqualTo("RUNNING");
            }
            Files.createFile(go);
            JsonNode ended = jobyard.api().awaitEnd(id);
            assertThat(ApiClient.state(ended)).isEqualTo("SUCCEEDED");
            assertThat(ended.path("attempt").asInt()).isEqualTo(1);
            assertThat(Files.readAllLines(ran)).hasSize(1);
        }
    }

    /** A delivery that came after the job's, and that nobody acknowledges, costs its consumer the channel. */
    private static void awaitThatOthersAreGivenUp(Jobyard jobyard) throws Exception {
        try (Connection connection = jobyard.broker().newConnection("impatience")) {
            Channel channel = connection.createChannel();
            String queue = channel.queueDeclare().getQueue();
            channel.basicConsume(queue, false, (tag, message) -> {}, tag -> {});
            channel.basicPublish("", queue, null, new byte[0]);
            await().atMost(SOON).until(() -> !channel.isOpen());
            assertThat(channel.getCloseReason().getMessage()).contains("timed out");
        }
    }
}
