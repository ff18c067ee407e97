package org.jobyard.result;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import org.jobyard.dispatch.Changes;
import org.jobyard.job.Ending;
import org.jobyard.job.Job;
import org.jobyard.job.JobEvent;
import org.jobyard.messaging.ClientMessages;
import org.jobyard.platform.Setting;
import org.jobyard.platform.Settings;

/** The ends of jobs, and of executions that are no end of their job. The job is locked by the caller. */
@ApplicationScoped
public class EndJob {
    /** A cancelled job's error code. */
    public static final String CANCELLED = "CANCELLED";
    /** Error code of a job that ran longer than allowed. */
    public static final String TIMED_OUT = "TIMED_OUT";
    /** Error code of a job whose workers were lost too often. */
    public static final String WORKER_LOST = "WORKER_LOST";

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    /** Ends a job and tells its submitter: the one result. */
    public void end(Job job, Ending ending, String actor, Changes changes) {
        job.end(ending, actor, clock.instant());
        changes.moved(job).roomFor(job.spec().type());
        if (job.getAttempt() > 1 || !ending.isWithoutLog()) {
            changes.ended(job);
        }
        if (job.isNameAwaited()) {
            changes.nameFree(job);
        }
        if (job.spec().replyTo() != null) {
            changes.send(ClientMessages.end(job, job.spec().replyTo()));
        }
    }

    /**
     * A RUNNING job's execution is gone without a result: the job ends if that was wanted anyway or it was tried often
     * enough, else it is tried again.
     *
     * @param why for people
     */
    public void lose(Job job, String why, Changes changes) {
        changes.count("executions_lost");
        if (job.isCancelRequested()) {
            end(job, Ending.of(JobEvent.CANCEL, CANCELLED, "Cancelled. " + why), null, changes);
        } else if (job.execution().isExpired()) {
            end(job, Ending.of(JobEvent.TIME_OUT, TIMED_OUT, "It ran longer than allowed. " + why), null, changes);
        } else if (job.getAttempt() >= settings.number(Setting.ATTEMPTS)) {
            String message = why + " This was attempt " + job.getAttempt() + ", the last one.";
            end(job, Ending.of(JobEvent.FAIL, WORKER_LOST, message), null, changes);
        } else {
            Instant now = clock.instant();
            job.lose(why, now);
            changes.moved(job).roomFor(job.spec().type());
            if (job.spec().replyTo() != null) {
                changes.send(ClientMessages.status(job, job.spec().replyTo(), now));
            }
        }
    }
}
