package org.jobyard.status;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jobyard.log.LogChunk;
import org.jobyard.log.LogStream;
import org.jobyard.messaging.Incoming;
import org.jobyard.sdk.message.EventKind;
import org.jobyard.sdk.message.Headers;
import org.jobyard.sdk.message.Json;
import org.jobyard.sdk.message.MalformedMessageException;
import org.jobyard.sdk.message.Progress;
import org.jobyard.sdk.message.Result;
import org.jobyard.sdk.message.WorkerHello;

/** Reads events as they come from the queue. */
final class EventReader {
    private static final Pattern WORKER = Pattern.compile("[A-Za-z0-9._@-]{1,100}");
    private static final Pattern TYPE = Pattern.compile("[a-zA-Z][\\w.-]{0,99}");
    private static final int MOST_TYPES = 200;
    private static final int MOST_PLACES = 10_000;
    /** Those on the way to their places and to their confirmation, too. */
    private static final int MOST_HELD = 100_000;

    private static final int LONGEST_LEASE = 3600;
    private static final Set<String> KINDS =
            Stream.of(EventKind.values()).map(EventKind::wire).collect(Collectors.toSet());

    private EventReader() {}

    /**
     * Reads a message.
     *
     * @throws UnusableEventException when it is no event that anybody could apply
     */
    static WorkerEvent read(Incoming message) throws UnusableEventException {
        String kind = message.header(Headers.EVENT);
        try {
            if (kind == null) {
                return new WorkerEvent.Replied(source(message, false), Json.readObject(message.body()));
            }
            if (!KINDS.contains(kind)) {
                throw new UnusableEventException("no event: " + kind);
            }
            return read(EventKind.valueOf(kind.toUpperCase(Locale.ROOT)), message);
        } catch (MalformedMessageException e) {
            throw new UnusableEventException(e.getMessage(), e);
        }
    }

    private static WorkerEvent read(EventKind kind, Incoming message)
            throws UnusableEventException, MalformedMessageException {
        return switch (kind) {
            case STARTED -> new WorkerEvent.Started(source(message, true));
            case PROGRESS ->
                new WorkerEvent.Progressed(source(message, true), progress(Json.read(message.body(), Progress.class)));
            case LOG -> log(source(message, true), message);
            case RESULT ->
                new WorkerEvent.Ended(source(message, true), result(Json.read(message.body(), Result.class)));
            case PAUSED, CONTINUED -> new WorkerEvent.Held(source(message, true), kind == EventKind.PAUSED);
            case HELLO ->
                new WorkerEvent.Hello(
                        worker(message), instance(message), hello(Json.read(message.body(), WorkerHello.class)));
            case BYE -> new WorkerEvent.Bye(worker(message), instance(message));
            case STATUS, REFUSED -> throw new UnusableEventException("an event for clients, not for the server");
        };
    }

    private static WorkerEvent.Source source(Incoming message, boolean needsExecution) throws UnusableEventException {
        String execution = message.header(Headers.EXECUTION);
        if (needsExecution && execution == null) {
            throw new UnusableEventException("the header " + Headers.EXECUTION + " is missing");
        }
        String instance = message.header(Headers.WORKER_INSTANCE);
        String worker = message.header(Headers.WORKER);
        return new WorkerEvent.Source(
                job(message),
                execution == null ? null : uuid(Headers.EXECUTION, execution),
                worker == null ? null : worker(message),
                instance == null ? null : uuid(Headers.WORKER_INSTANCE, instance));
    }

    /** The header, or else the first part of the correlation id JOB:TYPE. */
    private static UUID job(Incoming message) throws UnusableEventException {
        String job = message.header(Headers.JOB);
        if (job == null && message.correlationId() != null) {
            job = message.correlationId().split(":", 2)[0];
        }
        if (job == null) {
            throw new UnusableEventException("neither " + Headers.JOB + " nor correlation_id names a job");
        }
        return uuid(Headers.JOB, job);
    }

    private static UUID uuid(String what, String text) throws UnusableEventException {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new UnusableEventException(what + " is no UUID", e);
        }
    }

    private static String worker(Incoming message) throws UnusableEventException {
        String worker = message.header(Headers.WORKER);
        require(worker != null && WORKER.matcher(worker).matches(), Headers.WORKER + " is missing or no name");
        return worker;
    }

    private static UUID instance(Incoming message) throws UnusableEventException {
        String instance = message.header(Headers.WORKER_INSTANCE);
        require(instance != null, "the header " + Headers.WORKER_INSTANCE + " is missing");
        return uuid(Headers.WORKER_INSTANCE, instance);
    }

    private static WorkerEvent.Logged log(WorkerEvent.Source source, Incoming message) throws UnusableEventException {
        try {
            LogStream stream = LogStream.of(String.valueOf(message.header(Headers.STREAM)));
            long offset = Long.parseLong(String.valueOf(message.header(Headers.OFFSET)));
            require(offset >= 0 && offset <= Long.MAX_VALUE / 2, "the offset is out of range");
            return new WorkerEvent.Logged(
                    source, new LogChunk(source.job(), source.execution(), stream, offset, message.body()));
        } catch (IllegalArgumentException e) {
            throw new UnusableEventException("stream or offset is missing or wrong", e);
        }
    }

    private static Progress progress(Progress progress) throws UnusableEventException {
        Double fraction = progress.fraction();
        require(fraction == null || (fraction >= 0 && fraction <= 1), "the fraction must be 0 to 1");
        return progress;
    }

    private static Result result(Result result) throws UnusableEventException {
        require(result.outcome() != null, "the outcome is missing");
        require(result.stdoutBytes() >= 0 && result.stderrBytes() >= 0, "a stream cannot have less than 0 bytes");
        return result;
    }

    private static WorkerHello hello(WorkerHello hello) throws UnusableEventException {
        require(
                hello.types() != null
                        && !hello.types().isEmpty()
                        && hello.types().size() <= MOST_TYPES,
                "a worker has 1 to " + MOST_TYPES + " types");
        for (String type : hello.types()) {
            require(type != null && TYPE.matcher(type).matches(), "no type: " + type);
        }
        for (String type : hello.pausable() == null ? List.<String>of() : hello.pausable()) {
            require(hello.types().contains(type), "pausable, but none of its types: " + type);
        }
        require(hello.capacity() > 0 && hello.capacity() <= MOST_PLACES, "the capacity must be 1 to " + MOST_PLACES);
        require(
                hello.leaseSeconds() > 0 && hello.leaseSeconds() <= LONGEST_LEASE,
                "the lease must be 1 to " + LONGEST_LEASE + " seconds");
        require(
                hello.holding() == null || hello.holding().size() <= MOST_HELD,
                "a worker holds at most " + MOST_HELD + " executions");
        require(
                hello.holding() == null
                        || hello.holding().stream()
                                .allMatch(one -> one != null && one.job() != null && one.execution() != null),
                "what is held has the ids of its job and its execution");
        return hello;
    }

    private static void require(boolean right, String reason) throws UnusableEventException {
        if (!right) {
            throw new UnusableEventException(reason);
        }
    }
}
