package org.jobyard.sdk.client;

import org.jobyard.sdk.message.Refusal;

/** The server refused a submission; there is no such job. */
public final class JobRefusedException extends RuntimeException {
    private final transient Refusal refusal;

    JobRefusedException(Refusal refusal) {
        super(refusal.code() + ": " + refusal.detail());
        this.refusal = refusal;
    }

    /** Why. */
    public Refusal refusal() {
        return refusal;
    }
}
