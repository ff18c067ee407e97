package org.jobyard.figures;

import org.jobyard.job.JobState;

/** What is counted. */
enum Figure {
    /** First starts, by their delay. */
    STARTED,
    /** Ends in success. */
    SUCCEEDED,
    /** Ends in failure. */
    FAILED,
    /** Ends by cancel. */
    CANCELLED,
    /** Ends by a time limit. */
    TIMED_OUT;

    static Figure ofEnd(JobState state) {
        return switch (state) {
            case SUCCEEDED -> SUCCEEDED;
            case FAILED -> FAILED;
            case CANCELLED -> CANCELLED;
            case TIMED_OUT -> TIMED_OUT;
            case REGISTERED, SCHEDULED, WAITING, ENQUEUED, RUNNING, PAUSED, BLOCKED ->
                throw new IllegalArgumentException(state + " is no end");
        };
    }
}
