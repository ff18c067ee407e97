package org.jobyard.sdk.client;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jobyard.sdk.amqp.Broker;
import org.jobyard.sdk.amqp.Link;
import org.jobyard.sdk.amqp.LinkListener;
import org.jobyard.sdk.amqp.Outbox;
import org.jobyard.sdk.amqp.OutgoingMessage;
import org.jobyard.sdk.message.Headers;
import org.jobyard.sdk.message.Json;
import org.jobyard.sdk.message.Queues;
import org.jobyard.sdk.message.RequestKind;
import org.jobyard.sdk.message.Submission;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Submits jobs over the broker and hears of them. Server and broker may be away: requests are held and sent when they are
 * back, repetitions do no harm, since a job is known by its id. Thread-safe.
 */
public final class JobyardClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobyardClient.class);
    private static final Map<String, Object> QUEUE_ARGUMENTS =
            Map.of("x-queue-type", "quorum", "x-expires", Duration.ofDays(2).toMillis());
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);
    private static final int PREFETCH = 200;
    private static final int PERSISTENT = 2;

    private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();
    private final String queue;
    private final String token;
    private final News news;
    private final Outbox outbox;
    private final Link link;

    JobyardClient(ClientBuilder settings) throws IOException {
        queue = Queues.CLIENT_QUEUE_PREFIX + settings.id;
        token = settings.token;
        news = new News(settings.listener);
        outbox = new Outbox(Optional.empty());
        link = new Link(settings.broker, "client " + settings.id, new Connected());
        outbox.open();
        link.open();
    }

    /** Prepares a client. */
    public static ClientBuilder builder(Broker broker) {
        return new ClientBuilder(broker);
    }

    /** Submits a job under a fresh id. */
    public SubmittedJob submit(Submission submission) {
        return submit(ids.generate(), submission);
    }

    /**
     * Submits a job under an id of the caller's. The same id again is the same job: it is registered once, and its present
     * state is told again.
     */
    public SubmittedJob submit(UUID id, Submission submission) {
        SubmittedJob job = news.expect(id);
        send(RequestKind.SUBMIT, id, Json.write(submission), job::markSent);
        return job;
    }

    /** The job of that id, submitted by an earlier start of this client: to hear of its end. */
    public SubmittedJob job(UUID id) {
        return news.expect(id);
    }

    /**
     * Asks to cancel a job.
     *
     * @return completes when the request is safe at the broker; whether it was granted, the job's news tell
     */
    public CompletableFuture<Void> cancel(UUID id) {
        var sent = new CompletableFuture<Void>();
        send(RequestKind.CANCEL, id, new byte[0], () -> sent.complete(null));
        return sent;
    }

    /** Sends what is left, for some seconds at most, and closes the connection. News wait in the client's queue. */
    @Override
    public void close() {
        try {
            if (!outbox.awaitEmpty(LAST_WORDS)) {
                LOG.warn("the broker is away: the last requests could not be sent");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            link.close();
            outbox.close();
        }
    }

    private void send(RequestKind kind, UUID job, byte[] body, Runnable whenSent) {
        var properties = new BasicProperties.Builder()
                .deliveryMode(PERSISTENT)
                .contentType("application/json")
                .messageId(job.toString())
                .replyTo(queue)
                .headers(Map.of(Headers.REQUEST, kind.wire(), Headers.JOB, job.toString(), Headers.TOKEN, token))
                .build();
        outbox.add(new OutgoingMessage("", Queues.SUBMISSIONS, properties, body, true), whenSent);
    }

    private final class Connected implements LinkListener {
        @Override
        public void connected(Connection connection) throws IOException {
            Channel channel = connection.createChannel();
            if (channel == null) {
                throw new IOException("the connection has no channel left");
            }
            channel.addShutdownListener(cause -> {
                if (!cause.isHardError()) {
                    LOG.warn("a channel was closed: {}", cause.getMessage());
                    Link.abortLater(connection);
                }
            });
            channel.queueDeclare(queue, true, false, false, QUEUE_ARGUMENTS);
            channel.basicQos(PREFETCH);
            channel.basicConsume(
                    queue,
                    false,
                    (consumer, message) -> {
                        news.received(message.getProperties(), message.getBody());
                        acknowledge(channel, message.getEnvelope().getDeliveryTag());
                    },
                    consumer -> Link.abortLater(connection));
            outbox.attach(connection);
        }

        @Override
        public void disconnected() {
            outbox.detach();
        }

        private void acknowledge(Channel channel, long tag) {
            try {
                channel.basicAck(tag, false);
            } catch (IOException | ShutdownSignalException e) {
                // It comes again over the next connection and is known by then.
                LOG.debug("not acknowledged", e);
            }
        }
    }
}
