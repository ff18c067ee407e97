package org.jobyard.control;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;
import org.jobyard.dispatch.ChangeWriter;
import org.jobyard.dispatch.Changes;
import org.jobyard.job.Job;
import org.jobyard.job.JobState;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.JobyardException;
import org.jobyard.security.Caller;

/** Holds a single job back before it is given to the broker, and lets it go on, each in one transaction. */
@Stateless
public class PauseJob {
    @Inject
    OwnJobs jobs;

    @Inject
    ChangeWriter writer;

    @Inject
    Clock clock;

    /**
     * Pauses a job that waits. It keeps its name and its place.
     *
     * @throws JobyardException NOT_FOUND, FORBIDDEN, or CONFLICT when it does not wait
     */
    public void pause(Caller caller, UUID id) {
        Job job = jobs.lock(caller, id);
        if (!job.isBeforeDispatch() || job.getState() == JobState.PAUSED) {
            throw new JobyardException(
                    ErrorCode.CONFLICT, "Only a job that waits can be paused; it is " + job.getState() + ".");
        }
        job.pause(caller.name(), clock.instant());
        write(job, new Changes());
    }

    /**
     * Lets a paused job go on: back into its line, or to its time.
     *
     * @throws JobyardException NOT_FOUND, FORBIDDEN, or CONFLICT when it is not paused
     */
    public void resume(Caller caller, UUID id) {
        Job job = jobs.lock(caller, id);
        if (job.getState() != JobState.PAUSED) {
            throw new JobyardException(ErrorCode.CONFLICT, "The job is not paused; it is " + job.getState() + ".");
        }
        job.resume(caller.name(), clock.instant());
        Changes changes = new Changes();
        if (job.getNamePlace() != null) {
            changes.nameFree(job);
        } else if (job.getState() == JobState.WAITING) {
            changes.roomFor(job.spec().type());
        }
        write(job, changes);
    }

    private void write(Job job, Changes changes) {
        changes.moved(job);
        writer.write(changes);
    }
}
