package org.jobyard.control;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jobyard.dispatch.ChangeWriter;
import org.jobyard.dispatch.Changes;
import org.jobyard.job.Job;
import org.jobyard.job.JobState;
import org.jobyard.persistence.Database;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.JobyardException;
import org.jobyard.platform.Setting;
import org.jobyard.platform.Settings;
import org.jobyard.sdk.message.CommandKind;
import org.jobyard.security.Caller;

/** Holds a single job back, and lets it go on, each in one transaction. */
@Stateless
public class PauseJob {
    @Inject
    OwnJobs jobs;

    @Inject
    ChangeWriter writer;

    @Inject
    Database database;

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    /**
     * Pauses a job: one that waits keeps its name and its place, one that runs is held by its worker, and its time limit
     * stands still meanwhile.
     *
     * @throws JobyardException NOT_FOUND, FORBIDDEN, or CONFLICT when it neither waits nor runs, or its worker cannot hold it
     */
    public void pause(Caller caller, UUID id) {
        Job job = jobs.lock(caller, id);
        if (job.getState() == JobState.RUNNING) {
            pauseRun(caller, job);
            return;
        }
        if (!job.isBeforeDispatch() || job.getState() == JobState.PAUSED) {
            throw new JobyardException(
                    ErrorCode.CONFLICT, "Only a job that waits or runs can be paused; it is " + job.getState() + ".");
        }
        job.pause(caller.name(), clock.instant());
        write(job, new Changes());
    }

    /**
     * Lets a paused job go on: at its worker, back into its line, or to its time.
     *
     * @throws JobyardException NOT_FOUND, FORBIDDEN, or CONFLICT when it is not paused
     */
    public void resume(Caller caller, UUID id) {
        Job job = jobs.lock(caller, id);
        if (job.getState() != JobState.PAUSED) {
            throw new JobyardException(ErrorCode.CONFLICT, "The job is not paused; it is " + job.getState() + ".");
        }
        Changes changes = new Changes();
        if (job.isAtWorker()) {
            Instant now = clock.instant();
            job.continueRun(caller.name(), now, grace(), repeatAt(now));
            tell(job, CommandKind.CONTINUE, changes);
            return;
        }
        job.resume(caller.name(), clock.instant());
        if (job.getNamePlace() != null) {
            changes.nameFree(job);
        } else if (job.getState() == JobState.WAITING) {
            changes.roomFor(job.spec().type());
        }
        write(job, changes);
    }

    private void pauseRun(Caller caller, Job job) {
        if (job.isCancelRequested() || job.execution().isExpired()) {
            throw new JobyardException(ErrorCode.CONFLICT, "The job is being ended: it cannot be paused any more.");
        }
        boolean canPause = database.first(
                        "select instance from worker where name = ? and state = 'LIVE' and ? = any(pausable)",
                        row -> row.uuid("instance"),
                        job.execution().worker(),
                        job.spec().type())
                .filter(instance -> job.execution().isBoundTo(instance))
                .isPresent();
        if (!canPause) {
            throw new JobyardException(
                    ErrorCode.CONFLICT,
                    "The worker that runs it cannot hold jobs of type "
                            + job.spec().type() + "; cancel the job, or let it end.");
        }
        Instant now = clock.instant();
        job.pauseRun(caller.name(), now, grace(), repeatAt(now));
        tell(job, CommandKind.PAUSE, new Changes());
    }

    private void tell(Job job, CommandKind kind, Changes changes) {
        changes.command(
                kind, job.execution().worker(), job.getId(), job.execution().id());
        write(job, changes);
    }

    private Duration grace() {
        return settings.duration(Setting.TIMEOUT_GRACE);
    }

    private Instant repeatAt(Instant now) {
        return now.plus(settings.duration(Setting.CANCEL_REPEAT));
    }

    private void write(Job job, Changes changes) {
        changes.moved(job);
        writer.write(changes);
    }
}
