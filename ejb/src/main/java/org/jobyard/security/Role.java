package org.jobyard.security;

/** What a user may do; each role covers those before it. */
public enum Role {
    /** Sees the tenant's jobs, workers and queues. */
    VIEWER,
    /** Submits jobs and cancels the own ones. */
    ENGINEER,
    /** Cancels any job of the tenant. */
    OPERATOR,
    /** Manages users and their tokens. */
    ADMIN;

    /** True when this role allows what {@code needed} allows. */
    public boolean covers(Role needed) {
        return compareTo(needed) >= 0;
    }
}
