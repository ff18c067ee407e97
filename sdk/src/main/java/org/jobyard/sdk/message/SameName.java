package org.jobyard.sdk.message;

/** What a job does about jobs of its tenant that have its name and have not ended when it comes. */
public enum SameName {
    /** It runs beside them. */
    ALLOW,
    /** It is refused, with the code {@code NAME_TAKEN}. */
    REJECT,
    /** It waits until the ones before it have ended, however they end. */
    QUEUE
}
