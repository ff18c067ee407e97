package org.jobyard.platform;

import java.util.UUID;

/** A refusal because another job has the name. */
public class NameTakenException extends JobyardException {
    private static final long serialVersionUID = 1L;

    private final UUID job;

    /** With the other job's id. */
    public NameTakenException(String name, UUID job) {
        super(ErrorCode.NAME_TAKEN, "The job " + job + " has the name " + name + " and has not ended.");
        this.job = job;
    }

    /** The job that has the name. */
    public UUID job() {
        return job;
    }
}
