package org.jobyard.schedule;

/** What becomes of a slot while the run before it has not ended. */
public enum OverlapPolicy {
    /** It is skipped. */
    SKIP,
    /** It runs when those before it have ended, in order. */
    QUEUE,
    /** The run is cancelled, and the slot runs when it is gone. */
    CANCEL_RUNNING,
    /** It runs beside it. */
    ALLOW
}
