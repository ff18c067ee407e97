package org.jobyard.sdk.message;

/** Values of {@link Headers#REQUEST}, in lower case on the wire. */
public enum RequestKind {
    /** Register and run a job; body {@link Submission}. */
    SUBMIT,
    /** Cancel the job named in {@link Headers#JOB}; no body. */
    CANCEL;

    /** The value on the wire. */
    public String wire() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
