package org.jobyard.job;

/** What can happen to a job. {@link StateMachine} says in which states each is possible and what follows. */
public enum JobEvent {
    /** It became durable. The one event that has no state before it. */
    REGISTER,
    /** Its time is still to come. */
    SCHEDULE,
    /** It takes its place in a line: that of its type, or of its name. */
    WAIT,
    /** It is given another time; what was dispatched is refused when a worker takes it up. */
    RESCHEDULE,
    /** It got another priority. */
    PRIORITIZE,
    /** Someone holds it back: before it is dispatched, or while its worker runs it. */
    PAUSE,
    /** It goes on. */
    RESUME,
    /** It is given to the broker: a new attempt with a new execution. */
    ENQUEUE,
    /** It lay in the broker too long and is given again: the same attempt with a new execution. */
    REDISPATCH,
    /** No queue took its dispatch: it goes to the line again. */
    RETURN,
    /** A worker took it up. */
    START,
    /** Someone lets its worker go on with it. */
    CONTINUE,
    /** Someone wants it ended; its worker is told. */
    REQUEST_CANCEL,
    /** It ran longer than allowed and its worker did not end it; its worker is told. */
    EXPIRE,
    /** Its execution failed, and it is tried again later. */
    RETRY,
    /** Its worker is lost, or gave it back: it goes to the line again. */
    LOSE,
    /** Its execution did its work. */
    SUCCEED,
    /** Its execution failed, or was lost too often. */
    FAIL,
    /** It is cancelled; no process of it runs any more. */
    CANCEL,
    /** It ended because it ran longer than allowed, or had not ended at its deadline. */
    TIME_OUT
}
