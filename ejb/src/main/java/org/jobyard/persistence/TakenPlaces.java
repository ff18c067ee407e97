package org.jobyard.persistence;

/** Which jobs take the place of another of their type: those that a worker has, or is about to get. */
public final class TakenPlaces {
    /** Condition for a job {@code j}, in the states by which {@code job_window} is indexed; one paused in its line takes none. */
    public static final String CONDITION = "j.state in ('ENQUEUED', 'RUNNING', 'PAUSED')"
            + " and (j.state <> 'PAUSED' or j.worker_instance is not null)";

    private TakenPlaces() {}
}
