package org.jobyard.embedded;

/** A service could not be started or stopped. The message is one line for the person at the terminal. */
public final class StartFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With what went wrong, in one line, and what to do about it where that is known. */
    public StartFailure(String message) {
        super(message);
    }

    /** The same with its cause. */
    public StartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
