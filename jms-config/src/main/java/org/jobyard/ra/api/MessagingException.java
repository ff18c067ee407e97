package org.jobyard.ra.api;

/** The messaging could not do what was asked; the message says what to look at. */
public class MessagingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With the reason, and the cause or null. */
    public MessagingException(String message, Throwable cause) {
        super(message, cause);
    }
}
