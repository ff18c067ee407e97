package org.jobyard.control;

/** What a cancel did. */
public enum CancelOutcome {
    /** The job is CANCELLED now; no worker had it. */
    CANCELLED,
    /** A worker runs it and is told to end it; the job is CANCELLED when it has. */
    REQUESTED
}
