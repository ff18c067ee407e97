package org.jobyard.job;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * A job. Whoever changes one has locked its row, and writes what {@link #takeHistory()} gives in the same transaction.
 * Not thread-safe.
 */
@Entity
@Table(name = "job")
public class Job {
    @Id
    private UUID id;

    @Embedded
    private SpecColumns spec;

    @Enumerated(EnumType.STRING)
    private JobState state;

    private String reason;
    private int attempt;

    @Column(name = "execution_id")
    private UUID executionId;

    private String worker;

    @Column(name = "worker_instance")
    private UUID workerInstance;

    @Column(name = "cancel_requested_at")
    private Instant cancelRequestedAt;

    @Column(name = "expired_at")
    private Instant expiredAt;

    private Double progress;

    @Column(name = "progress_message")
    private String progressMessage;

    @Column(name = "registered_at")
    private Instant registeredAt;

    @Column(name = "scheduled_at")
    private Instant scheduledAt;

    @Column(name = "enqueued_at")
    private Instant enqueuedAt;

    @Column(name = "started_at")
    private Instant startedAt;

    @Column(name = "ended_at")
    private Instant endedAt;

    @Column(name = "due_at")
    private Instant dueAt;

    @Embedded
    private EndColumns end;

    @Column(name = "history_seq")
    private int historySeq;

    @Version
    private int version;

    @Transient
    private List<HistoryEntry> news = new ArrayList<>();

    /** For the persistence provider. */
    protected Job() {}

    private Job(JobSpec spec, Instant now) {
        id = spec.id();
        this.spec = SpecColumns.of(spec, now);
        registeredAt = now;
        enter(JobEvent.REGISTER, JobState.REGISTERED, now, spec.owner(), null);
    }

    /** A new job, durable once its row is written. */
    public static Job register(JobSpec spec, Instant now) {
        return new Job(spec, now);
    }

    /** Lets it wait for its time. */
    public void schedule(Instant now) {
        move(JobEvent.SCHEDULE, now, null, null);
        scheduledAt = spec.desiredAt();
        dueAt = spec.desiredAt();
    }

    /** Puts it into its type's line. */
    public void await(WaitReason why, Instant now) {
        move(JobEvent.WAIT, now, null, null);
        reason = why.name();
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

    private void dispatch(JobEvent event, UUID execution, Instant now, Instant lookAgainAt) {
        executionId = execution;
        move(event, now, null, null);
        enqueuedAt = now;
        dueAt = lookAgainAt;
    }

    /**
     * A worker took it up.
     *
     * @param by name of the worker; null for one that does not name itself
     * @param instance the start of its process; may be null
     * @param grace how much longer than its timeout it may take before the server ends it itself
     */
    public void start(String by, UUID instance, Instant now, Duration grace) {
        worker = by;
        workerInstance = instance;
        move(JobEvent.START, now, by, null);
        startedAt = now;
        progress = null;
        progressMessage = null;
        dueAt = spec.timeout() == null ? null : now.plus(spec.timeout()).plus(grace);
    }

    /** Notes how far it is. Not part of the history. */
    public void report(Double fraction, String message) {
        progress = fraction;
        progressMessage = message;
    }

    /** Wants it ended although a worker runs it; a second request changes nothing. */
    public void requestCancel(String by, Instant now, Instant repeatAt) {
        if (cancelRequestedAt != null) {
            return;
        }
        move(JobEvent.REQUEST_CANCEL, now, by, null);
        cancelRequestedAt = now;
        dueAt = repeatAt;
    }

    /** Has its worker told to end it, because it ran longer than allowed. */
    public void expire(Instant now, Instant giveUpAt) {
        move(JobEvent.EXPIRE, now, null, "The worker did not keep the time limit.");
        expiredAt = now;
        dueAt = giveUpAt;
    }

    /** Lets the timer look at it again later. */
    public void lookAgain(Instant at) {
        dueAt = at;
    }

    /** Its execution is lost: back into the line. */
    public void lose(String why, Instant now) {
        move(JobEvent.LOSE, now, null, why);
        reason = WaitReason.WORKERS_BUSY.name();
        worker = null;
        workerInstance = null;
        startedAt = null;
        expiredAt = null;
        progress = null;
        progressMessage = null;
        dueAt = null;
    }

    /** Ends it. */
    public void end(Ending ending, String actor, Instant now) {
        move(ending.event(), now, actor, ending.errorMessage());
        reason = ending.errorCode();
        endedAt = now;
        dueAt = null;
        end = EndColumns.of(ending);
    }

    /** The one way into another state. */
    private void move(JobEvent event, Instant now, String actor, String detail) {
        JobState from = state;
        JobState to = StateMachine.next(from, event).orElseThrow(() -> new IllegalTransitionException(from, event));
        if (to != from) {
            reason = null;
            dueAt = null;
        }
        enter(event, to, now, actor, detail);
    }

    private void enter(JobEvent event, JobState to, Instant now, String actor, String detail) {
        state = to;
        historySeq++;
        news.add(new HistoryEntry(id, historySeq, now, event, to, attempt, executionId, actor, detail));
    }

    /** When it entered the state it is in; only in the transaction that moved it. */
    public Instant since() {
        return news.get(news.size() - 1).at();
    }

    /** What happened since this was last called, to be written with the row. */
    public List<HistoryEntry> takeHistory() {
        List<HistoryEntry> taken = news;
        news = new ArrayList<>();
        return taken;
    }

    /** True when {@code execution} is the one dispatched last. */
    public boolean isExecution(UUID execution) {
        return Objects.equals(executionId, execution);
    }

    /** True when the present execution was started by this start of a worker's process. */
    public boolean isBoundTo(UUID instance) {
        return Objects.equals(workerInstance, instance);
    }

    /** True when someone wants it ended. */
    public boolean isCancelRequested() {
        return cancelRequestedAt != null;
    }

    /** True when its worker was told that it ran longer than allowed. */
    public boolean isExpired() {
        return expiredAt != null;
    }

    /** Its id. */
    public UUID getId() {
        return id;
    }

    /** What its submitter asked for. */
    public JobSpec spec() {
        return spec.toSpec(id);
    }

    /** How it ended; null before. */
    public Ending ending() {
        if (endedAt == null) {
            return null;
        }
        // The provider gives no object for columns that are all null.
        return (end == null ? new EndColumns() : end).toEnding(StateMachine.endedBy(state));
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

    /** The execution dispatched last; null before the first. */
    public UUID getExecutionId() {
        return executionId;
    }

    /** Name of the worker of the present or last attempt; may be null. */
    public String getWorker() {
        return worker;
    }

    /** When it became durable. */
    public Instant getRegisteredAt() {
        return registeredAt;
    }

    /** For when it is planned; null when it did not wait for its time. */
    public Instant getScheduledAt() {
        return scheduledAt;
    }

    /** When it was dispatched last; may be null. */
    public Instant getEnqueuedAt() {
        return enqueuedAt;
    }

    /** When the present or last attempt began; may be null. */
    public Instant getStartedAt() {
        return startedAt;
    }

    /** When it ended; null before. */
    public Instant getEndedAt() {
        return endedAt;
    }

    /** When the timer looks at it; null: never. */
    public Instant getDueAt() {
        return dueAt;
    }

    /** How far it is, 0 to 1; null: unknown. */
    public Double getProgress() {
        return progress;
    }

    /** What its worker says about that; may be null. */
    public String getProgressMessage() {
        return progressMessage;
    }

    /** How many lines its history has. */
    public int getHistorySeq() {
        return historySeq;
    }
}
