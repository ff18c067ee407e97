package org.jobyard.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jobyard.dispatch.Changes;
import org.jobyard.job.Ending;
import org.jobyard.job.Job;
import org.jobyard.job.JobEvent;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.JobyardException;
import org.jobyard.platform.Setting;
import org.jobyard.platform.Settings;
import org.jobyard.result.EndJob;
import org.jobyard.sdk.message.CommandKind;
import org.jobyard.security.Caller;

/** The rules of cancelling. Needs a transaction of the caller's; a refusal leaves it whole. */
@ApplicationScoped
public class Cancellation {
    @Inject
    OwnJobs jobs;

    @Inject
    EndJob endJob;

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    /**
     * Cancels a job at once, or has its worker told to end it.
     *
     * @throws JobyardException NOT_FOUND, FORBIDDEN, or CONFLICT when it has ended
     */
    public CancelOutcome cancel(Caller caller, UUID id, Changes changes) {
        return cancel(caller, jobs.lock(caller, id), changes);
    }

    /**
     * The same for a job that is locked by the caller, and that this person may cancel.
     *
     * @throws JobyardException CONFLICT when it has ended
     */
    CancelOutcome cancel(Caller caller, Job job, Changes changes) {
        if (job.getState().isTerminal()) {
            throw new JobyardException(ErrorCode.CONFLICT, "The job has ended already: " + job.getState() + ".");
        }
        return cancel(job, caller.name(), "Cancelled by " + caller.name() + ".", changes);
    }

    /**
     * Cancels a job that has not ended and is locked by the caller.
     *
     * @param by the user behind it; null: the server
     * @param why for people
     */
    public CancelOutcome cancel(Job job, String by, String why, Changes changes) {
        if (job.isAtWorker()) {
            Instant now = clock.instant();
            job.requestCancel(by, now, now.plus(settings.duration(Setting.CANCEL_REPEAT)));
            changes.moved(job)
                    .command(
                            CommandKind.CANCEL,
                            job.execution().worker(),
                            job.getId(),
                            job.execution().id());
            return CancelOutcome.REQUESTED;
        }
        // Its dispatch, if there is one, is refused when a worker takes it up.
        endJob.end(job, Ending.of(JobEvent.CANCEL, EndJob.CANCELLED, why), by, changes);
        return CancelOutcome.CANCELLED;
    }
}
