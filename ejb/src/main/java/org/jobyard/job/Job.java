package org.jobyard.job;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/**
 * A job. Whoever changes one has locked its row, and writes what {@link #takeHistory()} gives in the same transaction.
 * Not thread-safe.
 */
@Entity
@Table(name = "job")
public class Job extends JobRuns {
    /** For the persistence provider. */
    protected Job() {}

    private Job(JobSpec spec, Origin origin, Instant now) {
        id = spec.id();
        schedule = origin.schedule();
        rerunOf = origin.rerunOf();
        this.spec = SpecColumns.of(spec, now);
        registeredAt = now;
        enter(JobEvent.REGISTER, JobState.REGISTERED, now, spec.owner(), null);
    }

    /** A new job, durable once its row is written. */
    public static Job register(JobSpec spec, Instant now) {
        return register(spec, Origin.SUBMITTED, now);
    }

    /** A new job that did not come by itself. */
    public static Job register(JobSpec spec, Origin origin, Instant now) {
        return new Job(spec, origin, now);
    }

    /** Lets it wait for its time. */
    public void schedule(Instant now) {
        move(JobEvent.SCHEDULE, now, null, null);
        scheduledAt = spec.desiredAt();
        dueBy(spec.desiredAt());
    }

    /**
     * Gives it another time. A dispatch that is in the broker is refused when a worker takes it up, and was no attempt.
     *
     * @param time when it may start; in the past: at once, for the caller to see to
     * @param by the user behind it
     */
    public void reschedule(Instant time, String by, Instant now) {
        String detail = "From " + spec.desiredAt() + " to " + time + ".";
        boolean dispatched = state == JobState.ENQUEUED;
        move(JobEvent.RESCHEDULE, now, by, detail);
        if (dispatched) {
            attempt--;
            execution = new Execution();
        }
        spec.setDesiredAt(time);
        scheduledAt = time;
        dueBy(time);
        if (spec.sameName() == SameName.QUEUE) {
            // It asks for its name anew when its time has come.
            holdsName = false;
            namePlace = null;
        }
    }

    /** Puts it into its type's line. */
    public void await(WaitReason why, Instant now) {
        move(JobEvent.WAIT, now, null, null);
        reason = why.name();
    }

    /** True while it may be changed: no broker has it. */
    public boolean isBeforeDispatch() {
        return switch (state) {
            case SCHEDULED, WAITING -> true;
            case PAUSED -> !isAtWorker();
            case REGISTERED, ENQUEUED, RUNNING, BLOCKED, SUCCEEDED, FAILED, CANCELLED, TIMED_OUT -> false;
        };
    }

    /** Holds it back; it keeps its name and its places. */
    public void pause(String by, Instant now) {
        move(JobEvent.PAUSE, now, by, null);
    }

    /** Lets it go on: to its time if that is still to come, else into the line that it stood in. */
    public void resume(String by, Instant now) {
        Instant time = scheduledAt == null ? spec.desiredAt() : scheduledAt;
        if (time.isAfter(now)) {
            move(JobEvent.SCHEDULE, now, by, null);
            scheduledAt = time;
            dueBy(time);
        } else if (namePlace == null && needsName()) {
            // It was paused before its time came: only then does it ask for its name.
            move(JobEvent.SCHEDULE, now, by, null);
            dueBy(now);
        } else {
            move(JobEvent.RESUME, now, by, null);
            reason = (namePlace == null ? WaitReason.WORKERS_BUSY : WaitReason.NAME_TAKEN).name();
        }
    }

    /** Gives it another priority. */
    public void prioritize(int priority, String by, Instant now) {
        move(JobEvent.PRIORITIZE, now, by, "From " + spec.priority() + " to " + priority + ".");
        spec.setPriority(priority);
    }

    /**
     * Gives it its name: until it ends, no other that asks for the name gets it.
     *
     * @param awaited others wait for it already
     */
    public void holdName(boolean awaited) {
        holdsName = true;
        namePlace = null;
        nameAwaited = awaited;
    }

    /**
     * Puts it into the line for its name.
     *
     * @param place its place; lower ones go first
     */
    public void awaitName(long place, Instant now) {
        await(WaitReason.NAME_TAKEN, now);
        namePlace = place;
    }

    /** True when it has to ask for its name before it goes into its type's line. */
    public boolean needsName() {
        return spec.sameName() == SameName.QUEUE && !holdsName;
    }

    /**
     * Gives it to the broker: a new attempt.
     *
     * @param execution a fresh id
     * @param lookAgainAt when to see whether it was taken up
     */
    public void enqueue(UUID execution, Instant now, Instant lookAgainAt) {
        attempt++;
        dispatch(JobEvent.ENQUEUE, execution, now, lookAgainAt);
    }

    /** Gives it to the broker once more, because the first message is taken for lost. */
    public void redispatch(UUID execution, Instant now, Instant lookAgainAt) {
        dispatch(JobEvent.REDISPATCH, execution, now, lookAgainAt);
    }

    /** No queue took its dispatch: back into the line until a worker comes. The attempt that did not begin does not count. */
    public void comeBack(String why, Instant now) {
        move(JobEvent.RETURN, now, null, why);
        reason = WaitReason.NO_WORKER.name();
        execution = execution.lost();
        attempt--;
    }

    private void dispatch(JobEvent event, UUID execution, Instant now, Instant lookAgainAt) {
        this.execution = Execution.dispatched(execution, now);
        move(event, now, null, null);
        dueBy(lookAgainAt);
    }

    /** Ends it. */
    public void end(Ending ending, String actor, Instant now) {
        move(ending.event(), now, actor, ending.errorMessage());
        reason = ending.errorCode();
        endedAt = now;
        dueAt = null;
        holdsName = false;
        namePlace = null;
        end = EndColumns.of(ending);
    }
}
