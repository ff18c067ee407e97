package org.jobyard.schedule;

/** What became of a slot. */
public enum SlotOutcome {
    /** It is a job. */
    RUN,
    /** It waits for the run before it; it ends as one of the others. */
    QUEUED,
    /** It did not run, and will not. */
    SKIPPED
}
