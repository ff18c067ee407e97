package org.jobyard.messaging;

import java.util.UUID;
import org.jobyard.sdk.message.CommandKind;
import org.jobyard.sdk.message.Headers;
import org.jobyard.sdk.message.Queues;

/** Commands to workers. They may be lost: a worker that hears nothing asks again, and cancels are repeated. */
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

    /** Asks all workers to say hello. */
    public static Outgoing helloToAll() {
        return Outgoing.to(Queues.COMMAND_EXCHANGE, "all", new byte[0])
                .asBestEffort()
                .with(Headers.COMMAND, CommandKind.HELLO.wire());
    }
}
