package org.jobyard.job;

/** Where a job stands. {@link StateMachine} says how it moves. */
public enum JobState {
    /** Durable, nothing decided yet; only inside the registering transaction. */
    REGISTERED,
    /** Waits for its time. */
    SCHEDULED,
    /** Waits in its type's line; the reason says for what. */
    WAITING,
    /** Given to the broker, not yet taken up by a worker. */
    ENQUEUED,
    /** A worker runs it. */
    RUNNING,
    /** Held by someone. */
    PAUSED,
    /** Waits for a condition to clear. */
    BLOCKED,
    /** Ended well. */
    SUCCEEDED,
    /** Ended with an error. */
    FAILED,
    /** Ended because someone cancelled it. */
    CANCELLED,
    /** Ended because it ran longer than allowed, or had not ended at its deadline. */
    TIMED_OUT;

    /** True for the states that nothing leads out of. */
    public boolean isTerminal() {
        return switch (this) {
            case SUCCEEDED, FAILED, CANCELLED, TIMED_OUT -> true;
            case REGISTERED, SCHEDULED, WAITING, ENQUEUED, RUNNING, PAUSED, BLOCKED -> false;
        };
    }
}
