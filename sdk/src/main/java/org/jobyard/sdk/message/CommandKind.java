package org.jobyard.sdk.message;

/** Values of {@link Headers#COMMAND}, in lower case on the wire: what the server tells a worker. */
public enum CommandKind {
    /** Answer to {@link EventKind#STARTED}: the execution named in {@link Headers#EXECUTION} is the accepted one. */
    ACCEPT,
    /** The execution is not, or no longer, wanted: end it (the whole process group) and send no result but CANCELLED. */
    REVOKE,
    /** The job is cancelled: end the execution and answer with the result CANCELLED. */
    CANCEL,
    /** Send {@link EventKind#HELLO} again (the server lost sight of its workers). */
    HELLO,
    /** Hold the execution: nothing of it runs until it is told to continue; answer {@link EventKind#PAUSED}. */
    PAUSE,
    /** Go on with the execution; answer {@link EventKind#CONTINUED}. */
    CONTINUE,
    /** Take up the mode that {@link Headers#MODE} names; about the worker, not about an execution. */
    MODE;

    /** The value on the wire. */
    public String wire() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
