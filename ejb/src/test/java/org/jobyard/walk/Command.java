package org.jobyard.walk;

import java.util.Locale;
import java.util.UUID;
import org.jobyard.messaging.Outgoing;
import org.jobyard.sdk.message.CommandKind;
import org.jobyard.sdk.message.Headers;
import org.jobyard.sdk.message.WorkerMode;

/** What the server tells a worker: about an execution, or what to do with work. */
record Command(CommandKind kind, Dispatch about, WorkerMode mode, String instance) {
    static Command of(Outgoing message) {
        return new Command(
                CommandKind.valueOf(text(message, Headers.COMMAND).toUpperCase(Locale.ROOT)),
                Dispatch.of(message),
                text(message, Headers.MODE) == null ? null : WorkerMode.valueOf(text(message, Headers.MODE)),
                text(message, Headers.WORKER_INSTANCE));
    }

    private static String text(Outgoing message, String header) {
        Object value = message.headers().get(header);
        return value == null ? null : value.toString();
    }

    /** False when another start of the process is meant. */
    boolean isFor(UUID start) {
        return instance == null || instance.equals(start.toString());
    }
}
