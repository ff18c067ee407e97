package org.jobyard.worker;

/** The worker cannot start; its message says in one line why and what to do. */
public final class StartFailure extends RuntimeException {
    /** A failure, with its cause; the cause may be null. */
    public StartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
