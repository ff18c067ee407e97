package org.jobyard.job;

import jakarta.persistence.MappedSuperclass;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** What happens to a job while a worker has it. */
@MappedSuperclass
public abstract class JobRuns extends JobMoves {
    JobRuns() {}

    /**
     * A worker took it up.
     *
     * @param by name of the worker; null for one that does not name itself
     * @param instance the start of its process; may be null
     * @param grace how much longer than its limits it may take before the server ends it itself
     */
    public void start(String by, UUID instance, Instant now, Duration grace) {
        move(JobEvent.START, now, by, null);
        execution = execution.started(by, instance, now);
        dueAt = limit(grace);
    }

    /** True while a worker has it: it runs, or was paused while it ran. */
    public boolean isAtWorker() {
        return state == JobState.RUNNING || (state == JobState.PAUSED && execution.startedAt() != null);
    }

    /** When the server ends what a worker has; its time limit stands still while it is paused. Null: never. */
    private Instant limit(Duration grace) {
        boolean counts = spec.timeout() != null && state == JobState.RUNNING;
        Instant first = earlier(
                counts ? execution.startedAt().plus(spec.timeout()).plus(execution.pausedTime()) : null, deadline());
        return first == null ? null : first.plus(grace);
    }

    /** True when a worker had it for longer than it may, and the grace with it. */
    public boolean isPastLimit(Instant now, Duration grace) {
        Instant limit = limit(grace);
        return limit != null && !limit.isAfter(now);
    }

    /** Has its worker hold it; the worker is told until it has confirmed that. */
    public void pauseRun(String by, Instant now, Duration grace, Instant repeatAt) {
        move(JobEvent.PAUSE, now, by, "While it ran.");
        execution = execution.paused(now);
        awaitWorker(grace, repeatAt);
    }

    /** Has its worker go on; the worker is told until it has confirmed that. */
    public void continueRun(String by, Instant now, Duration grace, Instant repeatAt) {
        move(JobEvent.CONTINUE, now, by, null);
        execution = execution.continued(now);
        awaitWorker(grace, repeatAt);
    }

    /** Its worker has done what it was told: it holds it, or goes on. */
    public void confirm(Duration grace) {
        execution = execution.confirmed(true);
        dueAt = limit(grace);
    }

    /** Its worker has to be told again then whether to hold it or to go on. */
    public void awaitWorker(Duration grace, Instant repeatAt) {
        execution = execution.confirmed(false);
        dueAt = earlier(limit(grace), repeatAt);
    }

    /** What is to be ended is paused no longer. */
    private void leavePause(JobState before, Instant now) {
        if (before == JobState.PAUSED) {
            execution = execution.continued(now).confirmed(true);
        }
    }

    /** Notes how far it is. Not part of the history. */
    public void report(Double fraction, String message) {
        execution = execution.reported(fraction, message);
    }

    /** Wants it ended although a worker runs it; a second request changes nothing. */
    public void requestCancel(String by, Instant now, Instant repeatAt) {
        if (cancelRequestedAt != null) {
            return;
        }
        JobState before = state;
        move(JobEvent.REQUEST_CANCEL, now, by, null);
        leavePause(before, now);
        cancelRequestedAt = now;
        dueAt = repeatAt;
    }

    /** Has its worker told to end it, because it ran longer than allowed. */
    public void expire(Instant now, Instant giveUpAt) {
        JobState before = state;
        move(
                JobEvent.EXPIRE,
                now,
                null,
                "The worker did not keep the " + (isOverdue(now) ? "deadline." : "time limit."));
        leavePause(before, now);
        execution = execution.expired(now);
        dueAt = giveUpAt;
    }

    /** Lets the timer look at it again later; null: at its deadline, if it has one. */
    public void lookAgain(Instant at) {
        if (state == JobState.RUNNING) {
            // The deadline has had its say: a cancel is under way, or its worker was told.
            dueAt = at;
        } else {
            dueBy(at);
        }
    }

    /** True when it should have ended by now. */
    public boolean isOverdue(Instant now) {
        return deadline() != null && !deadline().isAfter(now);
    }

    /** A worker died while it ran this job. */
    public void countCrash() {
        crashes++;
    }

    /**
     * Plans another attempt after a failure, if its submitter wants one.
     *
     * @param failed how the present attempt ended
     * @return false when this was the last attempt, or the next would come after the deadline; nothing has changed then
     */
    public boolean retry(Ending failed, String actor, Instant now) {
        Retry retry = spec.retry();
        int failures = attempt - losses;
        if (retry == null || !retry.allows(failed.errorCode(), failures)) {
            return false;
        }
        Instant at = now.plus(retry.pause(failures, execution.id()));
        if (Ending.DEADLINE_PASSED.equals(failed.errorCode()) || isOverdue(at)) {
            return false;
        }
        move(JobEvent.RETRY, now, actor, failed.errorCode() + ": " + failed.errorMessage());
        scheduledAt = at;
        // What is paused stays so: its next attempt waits until somebody resumes it.
        reason = state == JobState.PAUSED ? null : JobEvent.RETRY.name();
        dueBy(state == JobState.PAUSED ? null : at);
        execution = execution.lost();
        return true;
    }

    /** Its execution is lost: back into the line; what is paused stays so, without a worker. */
    public void lose(String why, Instant now) {
        move(JobEvent.LOSE, now, null, why);
        losses++;
        reason = state == JobState.WAITING ? WaitReason.WORKERS_BUSY.name() : null;
        dueBy(null);
        execution = execution.lost();
    }
}
