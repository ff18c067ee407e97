package org.jobyard.job;

/** How the pause before a next attempt grows. */
public enum Backoff {
    /** It is always the same. */
    FIXED,
    /** It is twice as long each time. */
    EXPONENTIAL
}
