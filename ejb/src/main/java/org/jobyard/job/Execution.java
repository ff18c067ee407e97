package org.jobyard.job;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** The execution of a job that was dispatched last. Never changed: what happens to it gives another object. */
@Embeddable
public class Execution {
    @Column(name = "execution_id")
    private UUID executionId;

    private String worker;

    @Column(name = "worker_instance")
    private UUID workerInstance;

    @Column(name = "enqueued_at")
    private Instant enqueuedAt;

    @Column(name = "started_at")
    private Instant startedAt;

    @Column(name = "expired_at")
    private Instant expiredAt;

    @Column(name = "paused_at")
    private Instant pausedAt;

    @Column(name = "paused_ms")
    private Long pausedMillis;

    @Column(name = "pause_unconfirmed")
    private Boolean unconfirmed;

    private Double progress;

    @Column(name = "progress_message")
    private String progressMessage;

    /** Of a job that was never dispatched, and for the persistence provider. */
    protected Execution() {}

    private Execution(Execution other) {
        executionId = other.executionId;
        worker = other.worker;
        workerInstance = other.workerInstance;
        enqueuedAt = other.enqueuedAt;
        startedAt = other.startedAt;
        expiredAt = other.expiredAt;
        pausedAt = other.pausedAt;
        pausedMillis = other.pausedMillis;
        unconfirmed = other.unconfirmed;
        progress = other.progress;
        progressMessage = other.progressMessage;
    }

    static Execution dispatched(UUID id, Instant at) {
        Execution execution = new Execution();
        execution.executionId = id;
        execution.enqueuedAt = at;
        return execution;
    }

    Execution started(String by, UUID instance, Instant at) {
        Execution execution = new Execution(this);
        execution.worker = by;
        execution.workerInstance = instance;
        execution.startedAt = at;
        return execution;
    }

    Execution reported(Double fraction, String message) {
        Execution execution = new Execution(this);
        execution.progress = fraction;
        execution.progressMessage = message;
        return execution;
    }

    Execution expired(Instant at) {
        Execution execution = new Execution(this);
        execution.expiredAt = at;
        return execution;
    }

    /** Its time stands still from now on. */
    Execution paused(Instant at) {
        Execution execution = new Execution(this);
        execution.pausedAt = at;
        execution.unconfirmed = true;
        return execution;
    }

    /** Its time goes on. */
    Execution continued(Instant at) {
        Execution execution = new Execution(this);
        execution.pausedAt = null;
        Duration pause = Duration.between(pausedAt, at);
        // The clock may have been set back.
        execution.pausedMillis =
                pausedTime().plus(pause.isNegative() ? Duration.ZERO : pause).toMillis();
        execution.unconfirmed = true;
        return execution;
    }

    Execution confirmed(boolean confirmed) {
        Execution execution = new Execution(this);
        execution.unconfirmed = confirmed ? null : Boolean.TRUE;
        return execution;
    }

    /** Its id stays, so that what it left in the log can still be seen. */
    Execution lost() {
        return dispatched(executionId, enqueuedAt);
    }

    /** Its id, which only its worker was told; null before the first dispatch. */
    public UUID id() {
        return executionId;
    }

    /** True when it has this id. */
    public boolean is(UUID id) {
        return Objects.equals(executionId, id);
    }

    /** True when it was started by this start of a worker's process. */
    public boolean isBoundTo(UUID instance) {
        return Objects.equals(workerInstance, instance);
    }

    /** True when its worker was told that it ran longer than allowed. */
    public boolean isExpired() {
        return expiredAt != null;
    }

    /** False while its worker has not said that it paused, or went on. */
    public boolean isConfirmed() {
        return unconfirmed == null;
    }

    /** How long it was paused, without a pause that has not ended. */
    Duration pausedTime() {
        return pausedMillis == null ? Duration.ZERO : Duration.ofMillis(pausedMillis);
    }

    /** Name of its worker; null before the start, or when the worker does not name itself. */
    public String worker() {
        return worker;
    }

    /** When it was dispatched; null before the first dispatch. */
    public Instant enqueuedAt() {
        return enqueuedAt;
    }

    /** When it began; null before. */
    public Instant startedAt() {
        return startedAt;
    }

    /** How far it is, 0 to 1; null: unknown. */
    public Double progress() {
        return progress;
    }

    /** What its worker says about that; may be null. */
    public String progressMessage() {
        return progressMessage;
    }
}
