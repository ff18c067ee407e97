package org.jobyard.result;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import org.jobyard.dispatch.Changes;
import org.jobyard.job.Ending;
import org.jobyard.job.Job;
import org.jobyard.job.JobEvent;
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

    /** Ends a job. */
    public void end(Job job, Ending ending, String actor, Changes changes) {
        job.end(ending, actor, clock.instant());
        changes.moved(job).roomFor(job.spec().type());
        if (job.getAttempt() > 1 || !ending.isWithoutLog()) {
            changes.ended(job);
        }
        if (job.isNameAwaited()) {
            changes.nameFree(job);
        }
    }

    /** Ends a job at its deadline that no worker has; its dispatch, if there is one, is refused when a worker takes it up. */
    public void passDeadline(Job job, Changes changes) {
        end(job, timedOut(job, "No worker had it: it was " + job.getState() + "."), null, changes);
    }

    /** How a job ends that took too long, by the limit that it came to. */
    Ending timedOut(Job job, String why) {
        return job.isOverdue(clock.instant())
                ? Ending.of(
                        JobEvent.TIME_OUT,
                        Ending.DEADLINE_PASSED,
                        "It had not ended at its deadline, " + job.deadline() + ". " + why)
                : Ending.of(JobEvent.TIME_OUT, TIMED_OUT, "It ran longer than allowed. " + why);
    }

    /** A RUNNING job's execution ended by itself: the job ends, unless it failed and is to be tried again. */
    public void finish(Job job, Ending ending, String actor, Changes changes) {
        boolean failed = ending.event() == JobEvent.FAIL || ending.event() == JobEvent.TIME_OUT;
        if (!failed || !job.retry(ending, actor, clock.instant())) {
            end(job, ending, actor, changes);
            return;
        }
        changes.moved(job).roomFor(job.spec().type());
    }

    /**
     * A worker died with a RUNNING job: the same as {@link #lose}, but after so many deaths the job is taken for their
     * cause and comes back no more.
     *
     * @param why for people
     */
    public void crash(Job job, String why, Changes changes) {
        job.countCrash();
        if (job.isCancelRequested()
                || job.execution().isExpired()
                || job.getCrashes() < settings.number(Setting.ATTEMPTS)) {
            lose(job, why, changes);
            return;
        }
        changes.count("executions_lost");
        String message = why + " It was the " + job.getCrashes() + ". worker that died with this job.";
        end(job, Ending.of(JobEvent.FAIL, WORKER_LOST, message), null, changes);
    }

    /**
     * A RUNNING job's execution is gone without a result, its worker in good order: the job ends if that was wanted anyway,
     * else it is tried again.
     *
     * @param why for people
     */
    public void lose(Job job, String why, Changes changes) {
        changes.count("executions_lost");
        if (job.isCancelRequested()) {
            end(job, Ending.of(JobEvent.CANCEL, CANCELLED, "Cancelled. " + why), null, changes);
        } else if (job.execution().isExpired()) {
            finish(job, timedOut(job, why), null, changes);
        } else {
            job.lose(why, clock.instant());
            changes.moved(job).roomFor(job.spec().type());
        }
    }
}
