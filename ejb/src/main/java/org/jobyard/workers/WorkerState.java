package org.jobyard.workers;

/** How a worker stands with the server. */
public enum WorkerState {
    /** It was heard within its lease. */
    LIVE,
    /** Its lease ended without a goodbye, or another process took its name. */
    LOST,
    /** It said goodbye. */
    GONE
}
