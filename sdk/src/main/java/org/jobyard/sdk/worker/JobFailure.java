package org.jobyard.sdk.worker;

/** The work failed for a reason that its submitter should know by a code. */
public final class JobFailure extends Exception {
    private final String code;

    /**
     * A failure.
     *
     * @param code stable upper-case code
     * @param message for people: what happened and what to do
     */
    public JobFailure(String code, String message) {
        super(message);
        this.code = code;
    }

    /** The code. */
    public String code() {
        return code;
    }
}
