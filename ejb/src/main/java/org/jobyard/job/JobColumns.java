package org.jobyard.job;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.PostLoad;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;

/** What is kept of a job, for reading. Only {@link Job} changes it. */
@MappedSuperclass
public abstract class JobColumns {
    @Id
    UUID id;

    @Embedded
    SpecColumns spec;

    @Column(name = "schedule_id")
    UUID schedule;

    @Column(name = "rerun_of")
    UUID rerunOf;

    @Enumerated(EnumType.STRING)
    JobState state;

    String reason;
    int attempt;

    @Embedded
    Execution execution = new Execution();

    @Column(name = "cancel_requested_at")
    Instant cancelRequestedAt;

    @Column(name = "registered_at")
    Instant registeredAt;

    @Column(name = "scheduled_at")
    Instant scheduledAt;

    @Column(name = "ended_at")
    Instant endedAt;

    @Column(name = "due_at")
    Instant dueAt;

    @Column(name = "holds_name")
    boolean holdsName;

    @Column(name = "name_place")
    Long namePlace;

    @Column(name = "name_awaited")
    boolean nameAwaited;

    int losses;
    int crashes;

    @Embedded
    EndColumns end;

    @Column(name = "history_seq")
    int historySeq;

    @Version
    int version;

    JobColumns() {}

    /** The provider leaves out embedded objects whose columns are all null. */
    @PostLoad
    void complete() {
        if (execution == null) {
            execution = new Execution();
        }
        if (end == null) {
            end = new EndColumns();
        }
    }

    /** True when someone wants it ended. */
    public boolean isCancelRequested() {
        return cancelRequestedAt != null;
    }

    /** Its id. */
    public UUID getId() {
        return id;
    }

    /** What its submitter asked for. */
    public JobSpec spec() {
        return spec.toSpec(id);
    }

    /** The schedule whose run it is; null: someone submitted it. */
    public UUID getSchedule() {
        return schedule;
    }

    /** The job that it runs again; null: none. */
    public UUID getRerunOf() {
        return rerunOf;
    }

    /** How it ended; null before. */
    public Ending ending() {
        return endedAt == null ? null : end.toEnding(StateMachine.endedBy(state));
    }

    /** Where it stands. */
    public JobState getState() {
        return state;
    }

    /** Why, as a code; may be null. */
    public String getReason() {
        return reason;
    }

    /** Number of the present or last attempt; 0 before the first. */
    public int getAttempt() {
        return attempt;
    }

    /** The execution dispatched last. */
    public Execution execution() {
        return execution;
    }

    /** When it became durable. */
    public Instant getRegisteredAt() {
        return registeredAt;
    }

    /** For when it is planned; null when it did not wait for its time. */
    public Instant getScheduledAt() {
        return scheduledAt;
    }

    /** When it ended; null before. */
    public Instant getEndedAt() {
        return endedAt;
    }

    /** When the timer looks at it; null: never. */
    public Instant getDueAt() {
        return dueAt;
    }

    /** When it must have ended; null: no limit. */
    public Instant deadline() {
        return spec.deadline() == null ? null : registeredAt.plus(spec.deadline());
    }

    /** How often a worker died while it ran this job. */
    public int getCrashes() {
        return crashes;
    }

    /** True while no other job that asks for its name gets it. */
    public boolean holdsName() {
        return holdsName;
    }

    /** Its place in the line for its name; null when it does not stand there. */
    public Long getNamePlace() {
        return namePlace;
    }

    /** True when another job waits for its end. */
    public boolean isNameAwaited() {
        return nameAwaited;
    }

    /** How many lines its history has. */
    public int getHistorySeq() {
        return historySeq;
    }
}
