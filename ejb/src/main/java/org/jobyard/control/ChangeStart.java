package org.jobyard.control;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jobyard.dispatch.Admission;
import org.jobyard.dispatch.ChangeWriter;
import org.jobyard.dispatch.Changes;
import org.jobyard.job.Job;
import org.jobyard.job.JobState;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.FieldError;
import org.jobyard.platform.JobyardException;
import org.jobyard.platform.Setting;
import org.jobyard.platform.Settings;
import org.jobyard.security.Caller;
import org.jobyard.security.Role;

/** Changes when a job may start that has not started, in one transaction. */
@Stateless
public class ChangeStart {
    @Inject
    OwnJobs jobs;

    @Inject
    Admission admission;

    @Inject
    ChangeWriter writer;

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    /**
     * Changes the time.
     *
     * @param startAt not to be started before; null, or in the past: at once
     * @return where the job stands then
     * @throws JobyardException INVALID when the time is too far away or after the deadline, NOT_FOUND when the caller's tenant has no such job,
     *     FORBIDDEN for another's job without the role operator, CONFLICT when it has started or ended, or is held
     */
    public JobState change(Caller caller, UUID id, Instant startAt) {
        caller.require(Role.ENGINEER);
        Instant now = clock.instant();
        Instant time = startAt == null || startAt.isBefore(now) ? now : startAt.truncatedTo(ChronoUnit.MICROS);
        check(time, now);
        Job job = jobs.lock(caller, id);
        requireNotStarted(job);
        if (job.deadline() != null && !time.isBefore(job.deadline())) {
            throw invalid("must be before the job's deadline, " + job.deadline());
        }
        if (time.isAfter(now) || job.getState() == JobState.SCHEDULED) {
            move(job, time, caller, now);
        }
        return job.getState();
    }

    private void move(Job job, Instant time, Caller caller, Instant now) {
        Changes changes = new Changes().moved(job);
        boolean madeRoom = job.getState() == JobState.ENQUEUED;
        job.reschedule(time, caller.name(), now);
        if (job.isNameAwaited() && job.needsName()) {
            changes.nameFree(job);
        }
        if (madeRoom) {
            changes.roomFor(job.spec().type());
        }
        if (!time.isAfter(now)) {
            admission.admit(List.of(job));
        }
        writer.write(changes);
    }

    private void check(Instant time, Instant now) {
        Instant latest = now.plus(settings.duration(Setting.START_AHEAD));
        if (!time.isBefore(latest)) {
            throw invalid("must be before " + latest.truncatedTo(ChronoUnit.DAYS));
        }
    }

    private static JobyardException invalid(String message) {
        return new JobyardException(
                ErrorCode.INVALID, "The time is not valid.", List.of(new FieldError("startAt", message)));
    }

    private static void requireNotStarted(Job job) {
        switch (job.getState()) {
            case SCHEDULED, WAITING, ENQUEUED -> {
                // It has not started.
            }
            case REGISTERED, RUNNING, PAUSED, BLOCKED, SUCCEEDED, FAILED, CANCELLED, TIMED_OUT ->
                throw new JobyardException(
                        ErrorCode.CONFLICT,
                        "The time of a job can be changed while it waits; this one is " + job.getState() + ".");
        }
    }
}
