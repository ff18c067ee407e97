package org.jobyard.submission;

import jakarta.ejb.Stateless;
import org.jobyard.security.Caller;

/** Takes a job from a submitter. */
@Stateless
public class SubmitJob {
    /** Submits a job; returns when it is durable. */
    public Submitted submit(Caller caller, JobRequest request) {
        throw new UnsupportedOperationException();
    }
}
