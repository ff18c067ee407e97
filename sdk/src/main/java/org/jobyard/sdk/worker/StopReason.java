package org.jobyard.sdk.worker;

/** Why a run is ended before it ends by itself. */
public enum StopReason {
    /** The job was cancelled, or the execution is no longer wanted. */
    CANCELLED,
    /** It ran longer than it may. */
    TIMED_OUT,
    /** It had not ended at its job's deadline. */
    DEADLINE_PASSED,
    /** The worker goes; the server will have the job run elsewhere. */
    WORKER_STOPS
}
