package org.jobyard.sdk.message;

/** A message is no JSON, or JSON of another shape than its kind demands. It will never become readable. */
public final class MalformedMessageException extends Exception {
    private final String path;

    /**
     * Names what is wrong.
     *
     * @param path the wrong field, such as {@code parameters.script}; empty: the message as a whole
     * @param reason what is wrong with it
     * @param cause the reader's exception; may be null
     */
    public MalformedMessageException(String path, String reason, Throwable cause) {
        super(path.isEmpty() ? reason : path + ": " + reason, cause);
        this.path = path;
    }

    /** The wrong field; empty: the message as a whole. */
    public String path() {
        return path;
    }
}
