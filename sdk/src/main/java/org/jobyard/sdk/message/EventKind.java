package org.jobyard.sdk.message;

/** Values of {@link Headers#EVENT}, in lower case on the wire. */
public enum EventKind {
    /** Worker: an execution was taken up. Body {@link Started}. */
    STARTED,
    /** Worker or server to client: how far the job is. Body {@link Progress}. */
    PROGRESS,
    /** Worker: a piece of a stream. The body is the raw bytes; headers name stream and offset. */
    LOG,
    /** Worker: the execution's end, body {@link Result}. Server to client: the job's end, body {@link JobEnd}. */
    RESULT,
    /** Worker: it holds the execution; the answer to {@link CommandKind#PAUSE}. No body. */
    PAUSED,
    /** Worker: it goes on with the execution; the answer to {@link CommandKind#CONTINUE}. No body. */
    CONTINUED,
    /** Worker: who it is, at each start, after each reconnect and as its heartbeat. Body {@link WorkerHello}. */
    HELLO,
    /** Worker: it goes in good order and runs nothing any more. Body {@link WorkerHello}. */
    BYE,
    /** Server to client: the job's state. Body {@link Status}. */
    STATUS,
    /** Server to client: the request was refused. Body {@link Refusal}. */
    REFUSED;

    /** The value on the wire. */
    public String wire() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
