package org.jobyard.sdk.message;

/** How an execution ended. */
public enum Outcome {
    /** It did its work. */
    SUCCEEDED,
    /** It failed; the result's error says why. */
    FAILED,
    /** It was ended because the job was cancelled or the execution revoked. */
    CANCELLED,
    /** It was ended because it ran longer than allowed. */
    TIMED_OUT
}
