package org.jobyard.sdk.worker;

/** When the work of a dispatch begins. */
public enum StartPolicy {
    /** After the server has accepted the execution: no work is done twice unless a worker is taken for lost. */
    AFTER_ACCEPTED,
    /**
     * At once, unless the dispatch is a repetition: for very short work that may be done twice without harm. It spares
     * the round trip to the server, and when the work ends within a moment even the word of its start.
     */
    AT_ONCE
}
