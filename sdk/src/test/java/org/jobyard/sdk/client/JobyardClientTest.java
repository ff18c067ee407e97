package org.jobyard.sdk.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Delivery;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jobyard.embedded.PrivateRabbit;
import org.jobyard.sdk.message.EventKind;
import org.jobyard.sdk.message.Headers;
import org.jobyard.sdk.message.JobEnd;
import org.jobyard.sdk.message.Json;
import org.jobyard.sdk.message.Passed;
import org.jobyard.sdk.message.Progress;
import org.jobyard.sdk.message.Queues;
import org.jobyard.sdk.message.Refusal;
import org.jobyard.sdk.message.Status;
import org.jobyard.sdk.message.Submission;
import org.jobyard.sdk.testing.Brokers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobyardClientTest {
    /** State at which the listener fails. */
    private static final String FAILS = "FAILS";

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Submission SUBMISSION =
            new Submission(1, null, "script", Json.object().put("script", "true"), null, null, null, null);

    private final PrivateRabbit rabbit = Brokers.shared();
    private final String clientId = "test-" + UUID.randomUUID();
    private final List<Delivery> requests = new CopyOnWriteArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private Connection connection;
    private Channel channel;
    private JobyardClient client;

    @BeforeEach
    void start() throws Exception {
        listen();
        channel.queuePurge(Queues.SUBMISSIONS);
        client = newClient();
    }

    @AfterEach
    void stop() {
        client.close();
        connection.abort();
    }

    @Test
    void aJobIsFollowedToItsEnd() throws Exception {
        SubmittedJob job = client.submit(SUBMISSION);
        job.sent().get(20, TimeUnit.SECONDS);
        Delivery request = request();
        assertThat(request.getProperties().getMessageId()).isEqualTo(job.id().toString());
        assertThat(request.getProperties().getReplyTo()).isEqualTo(Queues.CLIENT_QUEUE_PREFIX + clientId);
        assertThat(request.getProperties().getHeaders()).containsKeys(Headers.TOKEN, Headers.REQUEST);
        assertThat(Json.readStrictly(request.getBody(), Submission.class)).isEqualTo(SUBMISSION);
        assertThat(job.registered()).isNotDone();

        Status registered = status(job.id(), "REGISTERED");
        tell(EventKind.STATUS, job.id(), registered);
        tell(EventKind.STATUS, job.id(), registered);
        tell(EventKind.STATUS, job.id(), status(job.id(), "RUNNING"));
        tell(EventKind.PROGRESS, job.id(), new Progress(1, 0.5, "half", Instant.EPOCH));
        tell(EventKind.RESULT, job.id(), end(job.id()));
        tell(EventKind.RESULT, job.id(), end(job.id()));
        tell(EventKind.STATUS, job.id(), registered);

        assertThat(job.end().get(20, TimeUnit.SECONDS).state()).isEqualTo("SUCCEEDED");
        assertThat(job.registered()).isCompleted();
        barrier();
        assertThat(heard).containsExactly("REGISTERED", "RUNNING", "0.5", "end");
    }

    @Test
    void everyStateIsHeardWhenOneMessageTellsOfSeveralAndTheListenerFailsOnOne() throws Exception {
        SubmittedJob job = client.submit(SUBMISSION);
        job.sent().get(20, TimeUnit.SECONDS);
        var registered = List.of(new Passed("REGISTERED", Instant.EPOCH));
        tell(EventKind.STATUS, job.id(), new Status(1, job.id(), "ENQUEUED", null, Instant.EPOCH, registered));
        tell(EventKind.STATUS, job.id(), new Status(1, job.id(), "ENQUEUED", null, Instant.EPOCH, registered));
        var ran = List.of(new Passed(FAILS, Instant.EPOCH), new Passed("RUNNING", Instant.EPOCH));
        tell(EventKind.RESULT, job.id(), end(job.id(), ran));

        assertThat(job.end().get(20, TimeUnit.SECONDS).state()).isEqualTo("SUCCEEDED");
        barrier();
        assertThat(heard).containsExactly("REGISTERED", "ENQUEUED", "RUNNING", "end");
    }

    @Test
    void aRefusalIsToldAndARefusedCancelHarmsNothing() throws Exception {
        SubmittedJob refused = client.submit(SUBMISSION);
        refused.sent().get(20, TimeUnit.SECONDS);
        tell(EventKind.REFUSED, refused.id(), new Refusal(1, "INVALID", "no", List.of()));
        assertThatThrownBy(() -> refused.end().get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(JobRefusedException.class);

        SubmittedJob running = client.submit(SUBMISSION);
        tell(EventKind.STATUS, running.id(), status(running.id(), "RUNNING"));
        running.registered().get(20, TimeUnit.SECONDS);
        client.cancel(running.id()).get(20, TimeUnit.SECONDS);
        tell(EventKind.REFUSED, running.id(), new Refusal(1, "FORBIDDEN", "no", List.of()));
        tell(EventKind.RESULT, running.id(), end(running.id()));

        assertThat(running.end().get(20, TimeUnit.SECONDS).state()).isEqualTo("SUCCEEDED");
        assertThat(requests.get(2).getProperties().getHeaders().get(Headers.REQUEST))
                .hasToString("cancel");
    }

    @Test
    void nothingIsLostWhenTheBrokerDies() throws Exception {
        SubmittedJob before = client.submit(SUBMISSION);
        before.sent().get(20, TimeUnit.SECONDS);
        // A queue younger than half a second does not survive a kill (RabbitMQ 3.10).
        rabbit.restart();
        listen();
        rabbit.kill();
        SubmittedJob during = client.submit(SUBMISSION);
        rabbit.start();
        listen();

        during.sent().get(60, TimeUnit.SECONDS);
        await().atMost(SOON)
                .until(() -> requests.stream()
                        .anyMatch(r -> r.getProperties()
                                .getMessageId()
                                .equals(during.id().toString())));
        tell(EventKind.RESULT, before.id(), end(before.id()));
        tell(EventKind.RESULT, during.id(), end(during.id()));
        assertThat(before.end().get(20, TimeUnit.SECONDS).state()).isEqualTo("SUCCEEDED");
        assertThat(during.end().get(20, TimeUnit.SECONDS).state()).isEqualTo("SUCCEEDED");
    }

    @Test
    void aClientThatComesBackHearsWhatHappenedMeanwhile() throws Exception {
        SubmittedJob job = client.submit(SUBMISSION);
        job.sent().get(20, TimeUnit.SECONDS);
        client.close();
        tell(EventKind.RESULT, job.id(), end(job.id()));

        client = newClient();

        assertThat(client.job(job.id()).end().get(20, TimeUnit.SECONDS).job()).isEqualTo(job.id());
    }

    @Test
    void garbageIsSkipped() throws Exception {
        SubmittedJob job = client.submit(SUBMISSION);
        job.sent().get(20, TimeUnit.SECONDS);
        channel.basicPublish("", Queues.CLIENT_QUEUE_PREFIX + clientId, null, new byte[] {0, 1, 2});
        tell(EventKind.STATUS, job.id(), "text");
        tell(EventKind.RESULT, job.id(), end(job.id()));

        assertThat(job.end().get(20, TimeUnit.SECONDS).state()).isEqualTo("SUCCEEDED");
    }

    private JobyardClient newClient() throws IOException {
        return JobyardClient.builder(Brokers.address())
                .id(clientId)
                .token("secret")
                .listener(new JobListener() {
                    @Override
                    public void status(Status status) {
                        if (status.state().equals(FAILS)) {
                            throw new IllegalStateException("a listener that fails");
                        }
                        heard.add(status.state());
                    }

                    @Override
                    public void progress(UUID job, Progress progress) {
                        heard.add(progress.fraction().toString());
                    }

                    @Override
                    public void ended(JobEnd end) {
                        heard.add("end");
                    }
                })
                .start();
    }

    private void listen() throws Exception {
        var factory = new ConnectionFactory();
        factory.setHost(rabbit.host());
        factory.setPort(rabbit.port());
        factory.setUsername(rabbit.user());
        factory.setPassword(rabbit.password());
        factory.setAutomaticRecoveryEnabled(false);
        connection = factory.newConnection("fake server");
        channel = connection.createChannel();
        channel.queueDeclare(Queues.SUBMISSIONS, true, false, false, Map.of("x-queue-type", "quorum"));
        connection
                .createChannel()
                .basicConsume(Queues.SUBMISSIONS, true, (tag, message) -> requests.add(message), tag -> {});
    }

    private Delivery request() {
        await().atMost(SOON).until(() -> !requests.isEmpty());
        return requests.get(0);
    }

    private void tell(EventKind kind, UUID job, Object body) throws IOException {
        var properties = new BasicProperties.Builder()
                .deliveryMode(2)
                .headers(Map.of(Headers.EVENT, kind.wire(), Headers.JOB, job.toString()))
                .build();
        channel.basicPublish("", Queues.CLIENT_QUEUE_PREFIX + clientId, properties, Json.write(body));
    }

    /** News keep their order: when this one was heard, all before were. */
    private void barrier() throws Exception {
        SubmittedJob last = client.job(UUID.randomUUID());
        tell(EventKind.STATUS, last.id(), status(last.id(), "LAST"));
        last.registered().get(20, TimeUnit.SECONDS);
        await().atMost(SOON).until(() -> heard.remove("LAST"));
    }

    private static JobEnd end(UUID job) {
        return end(job, null);
    }

    private static JobEnd end(UUID job, List<Passed> passed) {
        return new JobEnd(1, job, "SUCCEEDED", null, 0, null, List.of(), null, 1, Instant.EPOCH, passed);
    }

    private static Status status(UUID job, String state) {
        return new Status(1, job, state, null, Instant.EPOCH, null);
    }
}
