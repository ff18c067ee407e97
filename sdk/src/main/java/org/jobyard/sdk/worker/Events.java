package org.jobyard.sdk.worker;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jobyard.sdk.amqp.Outbox;
import org.jobyard.sdk.amqp.OutgoingMessage;
import org.jobyard.sdk.message.EventKind;
import org.jobyard.sdk.message.Headers;
import org.jobyard.sdk.message.Json;
import org.jobyard.sdk.message.Progress;
import org.jobyard.sdk.message.Queues;
import org.jobyard.sdk.message.Result;
import org.jobyard.sdk.message.Started;
import org.jobyard.sdk.message.WorkerHello;

/** Writes the worker's events to the outbox. Thread-safe; never waits. */
final class Events {
    private static final int PERSISTENT = 2;

    private final Outbox outbox;
    private final WorkerIdentity worker;
    private final Clock clock;

    Events(Outbox outbox, WorkerIdentity worker, Clock clock) {
        this.outbox = outbox;
        this.worker = worker;
        this.clock = clock;
    }

    void started(Dispatch dispatch) {
        outbox.add(event(EventKind.STARTED, headersOf(dispatch), Json.write(new Started(1, clock.instant()))));
    }

    void progress(Dispatch dispatch, Double fraction, String message) {
        var progress = new Progress(1, fraction, message, clock.instant());
        outbox.add(event(EventKind.PROGRESS, headersOf(dispatch), Json.write(progress)));
    }

    void held(Dispatch dispatch, boolean paused) {
        EventKind kind = paused ? EventKind.PAUSED : EventKind.CONTINUED;
        outbox.add(event(kind, headersOf(dispatch), new byte[0]));
    }

    void log(Dispatch dispatch, String stream, long offset, byte[] bytes) {
        Map<String, Object> headers = headersOf(dispatch);
        headers.put(Headers.STREAM, stream);
        headers.put(Headers.OFFSET, offset);
        outbox.add(event(EventKind.LOG, headers, bytes));
    }

    void result(Dispatch dispatch, Result result, Runnable whenConfirmed) {
        outbox.add(event(EventKind.RESULT, headersOf(dispatch), Json.write(result)), whenConfirmed);
    }

    /** The result of an execution of which only the ids are known. */
    void result(UUID job, UUID execution, Result result, Runnable whenConfirmed) {
        outbox.add(event(EventKind.RESULT, headersOf(job, execution), Json.write(result)), whenConfirmed);
    }

    /** A heartbeat: worth nothing once the lease it would renew is over. */
    OutgoingMessage hello(WorkerHello hello) {
        return event(EventKind.HELLO, new HashMap<>(), Json.write(hello))
                .fleeting(Duration.ofSeconds(hello.leaseSeconds()).toMillis());
    }

    void bye(WorkerHello hello) {
        outbox.add(event(EventKind.BYE, new HashMap<>(), Json.write(hello)));
    }

    /** Puts a message that is no dispatch where an operator sees it. */
    void dead(BasicProperties properties, byte[] body, String queue, String reason, Runnable whenConfirmed) {
        Map<String, Object> headers =
                new HashMap<>(properties.getHeaders() == null ? Map.of() : properties.getHeaders());
        headers.put(Headers.DEAD_REASON, reason);
        headers.put(Headers.DEAD_QUEUE, queue);
        headers.put(Headers.WORKER, worker.name());
        BasicProperties marked = properties
                .builder()
                .headers(headers)
                .deliveryMode(PERSISTENT)
                .expiration(null)
                .build();
        outbox.add(new OutgoingMessage("", Queues.DEAD_LETTERS, marked, body, true), whenConfirmed);
    }

    private OutgoingMessage event(EventKind kind, Map<String, Object> headers, byte[] body) {
        headers.put(Headers.EVENT, kind.wire());
        headers.put(Headers.WORKER, worker.name());
        headers.put(Headers.WORKER_INSTANCE, worker.instance().toString());
        var properties = new BasicProperties.Builder()
                .deliveryMode(PERSISTENT)
                .contentType(kind == EventKind.LOG ? "application/octet-stream" : "application/json")
                .messageId(UUID.randomUUID().toString())
                .timestamp(Date.from(clock.instant()))
                .headers(headers)
                .build();
        return new OutgoingMessage("", Queues.EVENTS, properties, body, true);
    }

    private static Map<String, Object> headersOf(Dispatch dispatch) {
        Map<String, Object> headers = headersOf(dispatch.job(), dispatch.execution());
        dispatch.traceparent().ifPresent(trace -> headers.put(Headers.TRACEPARENT, trace));
        return headers;
    }

    private static Map<String, Object> headersOf(UUID job, UUID execution) {
        Map<String, Object> headers = new HashMap<>();
        headers.put(Headers.JOB, job.toString());
        headers.put(Headers.EXECUTION, execution.toString());
        return headers;
    }
}
