package org.jobyard.job;

/** What a job does about jobs of its tenant that have its name and have not ended when it comes. */
public enum SameName {
    /** It does not care, and runs beside them. */
    ALLOW,
    /** It is refused. */
    REJECT,
    /** It waits until the ones before it have ended, however they end. */
    QUEUE
}
