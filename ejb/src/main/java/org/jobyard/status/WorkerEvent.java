package org.jobyard.status;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.jobyard.log.LogChunk;
import org.jobyard.sdk.message.Progress;
import org.jobyard.sdk.message.Result;
import org.jobyard.sdk.message.WorkerHello;

/** What workers say, read and checked. */
sealed interface WorkerEvent {
    /** What a worker says of itself. */
    sealed interface OfWorker extends WorkerEvent {
        String name();

        UUID instance();
    }

    /** What a worker says of an execution. */
    sealed interface OfExecution extends WorkerEvent {
        Source source();
    }

    /**
     * Which execution, and who runs it.
     *
     * @param execution null in a plain reply, which means the present one
     * @param worker null when the worker does not name itself
     * @param instance null in the same case
     */
    record Source(UUID job, UUID execution, String worker, UUID instance) {}

    record Hello(String name, UUID instance, WorkerHello body) implements OfWorker {}

    record Bye(String name, UUID instance) implements OfWorker {}

    record Started(Source source) implements OfExecution {}

    record Progressed(Source source, Progress body) implements OfExecution {}

    record Logged(Source source, LogChunk chunk) implements OfExecution {}

    record Held(Source source, boolean paused) implements OfExecution {}

    record Ended(Source source, Result body) implements OfExecution {}

    /** A reply of a worker that knows nothing of events: the successful result. */
    record Replied(Source source, ObjectNode body) implements OfExecution {}
}
