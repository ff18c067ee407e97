package org.jobyard.standalone.client;

/** The server refused a request, or could not be reached; the message is one line for people. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    ApiException(int status, String message, Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    /** HTTP status of the refusal; 0 when there was no answer. */
    public int status() {
        return status;
    }
}
