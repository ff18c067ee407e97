package org.jobyard.control;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jobyard.dispatch.ChangeWriter;
import org.jobyard.dispatch.Changes;
import org.jobyard.job.Job;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.FieldError;
import org.jobyard.platform.JobyardException;
import org.jobyard.security.Caller;

/** Changes a job that waits, in one transaction. */
@Stateless
public class ChangeJob {
    private static final int HIGHEST_PRIORITY = 9;

    @Inject
    OwnJobs jobs;

    @Inject
    ChangeWriter writer;

    @Inject
    Clock clock;

    /**
     * Changes a job.
     *
     * @throws JobyardException INVALID, NOT_FOUND, FORBIDDEN, or CONFLICT when it was given to the broker already
     */
    public void change(Caller caller, UUID id, JobChange change) {
        check(change.priority());
        Changes changes = new Changes();
        prioritize(jobs.lock(caller, id), change.priority(), caller, clock.instant(), changes);
        writer.write(changes);
    }

    static void check(Integer priority) {
        if (priority == null) {
            throw invalid("priority", "is missing");
        }
        if (priority < 0 || priority > HIGHEST_PRIORITY) {
            throw invalid("priority", "must be 0 to " + HIGHEST_PRIORITY);
        }
    }

    static void prioritize(Job job, int priority, Caller caller, Instant now, Changes changes) {
        if (!job.isBeforeDispatch()) {
            throw new JobyardException(
                    ErrorCode.CONFLICT, "The job does not wait any more: it is " + job.getState() + ".");
        }
        if (job.spec().priority() != priority) {
            job.prioritize(priority, caller.name(), now);
            changes.moved(job);
        }
    }

    private static JobyardException invalid(String field, String message) {
        return new JobyardException(
                ErrorCode.INVALID, "The change is not valid.", List.of(new FieldError(field, message)));
    }
}
