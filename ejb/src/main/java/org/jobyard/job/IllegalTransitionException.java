package org.jobyard.job;

/** An event that the job's state does not allow: a mistake of the caller, who should have looked first. */
public class IllegalTransitionException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /** Names what was tried. */
    public IllegalTransitionException(JobState from, JobEvent event) {
        super(event + " is not possible in state " + from);
    }
}
