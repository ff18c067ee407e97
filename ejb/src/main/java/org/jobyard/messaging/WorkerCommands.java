package org.jobyard.messaging;

import java.util.UUID;
import org.jobyard.sdk.message.CommandKind;
import org.jobyard.sdk.message.Headers;
import org.jobyard.sdk.message.Queues;
import org.jobyard.sdk.message.WorkerMode;

/** Commands to workers. They may be lost: a worker that hears nothing asks again, cancels and modes are repeated. */
public final class WorkerCommands {
    private WorkerCommands() {}

    /** A command that concerns one execution. */
    public static Outgoing command(CommandKind kind, String worker, UUID job, UUID execution) {
        return Outgoing.to(Queues.COMMAND_EXCHANGE, Queues.commandKey(worker), new byte[0])
                .asBestEffort()
                .with(Headers.COMMAND, kind.wire())
                .with(Headers.JOB, job)
                .with(Headers.EXECUTION, execution);
    }

    /** Tells one start of a worker's process what to do with work. */
    public static Outgoing mode(String worker, UUID instance, WorkerMode mode) {
        return Outgoing.to(Queues.COMMAND_EXCHANGE, Queues.commandKey(worker), new byte[0])
                .asBestEffort()
                .with(Headers.COMMAND, CommandKind.MODE.wire())
                .with(Headers.WORKER_INSTANCE, instance)
                .with(Headers.MODE, mode.name());
    }

    /** Asks all workers to say hello. */
    public static Outgoing helloToAll() {
        return Outgoing.to(Queues.COMMAND_EXCHANGE, "all", new byte[0])
                .asBestEffort()
                .with(Headers.COMMAND, CommandKind.HELLO.wire());
    }
}
