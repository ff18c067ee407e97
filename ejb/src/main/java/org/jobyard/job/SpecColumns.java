package org.jobyard.job;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** A {@link JobSpec} in columns; only its time and its priority ever change. */
@Embeddable
class SpecColumns {
    private String tenant;
    private String owner;
    private String name;
    private String type;
    private String parameters;
    private int priority;
    private String reference;

    @Column(name = "reply_to")
    private String replyTo;

    @Column(name = "timeout_ms")
    private Long timeoutMillis;

    @Column(name = "desired_at")
    private Instant desiredAt;

    @Column(name = "trace_parent")
    private String traceParent;

    private String destination;

    /** Null: ALLOW. */
    @Column(name = "same_name")
    private String sameName;

    @Embedded
    private RetryColumns retry;

    @Column(name = "deadline_ms")
    private Long deadlineMillis;

    static SpecColumns of(JobSpec spec, Instant now) {
        SpecColumns columns = new SpecColumns();
        columns.tenant = spec.tenant();
        columns.owner = spec.owner();
        columns.name = spec.name();
        columns.type = spec.type();
        columns.parameters = spec.parameters();
        columns.priority = spec.priority();
        columns.reference = spec.reference();
        columns.replyTo = spec.replyTo();
        columns.timeoutMillis = spec.timeout() == null ? null : spec.timeout().toMillis();
        columns.desiredAt = spec.startAt() == null ? now : spec.startAt();
        columns.traceParent = spec.traceParent();
        columns.destination = spec.destination();
        SameName policy = spec.terms().sameName();
        columns.sameName = policy == SameName.ALLOW ? null : policy.name();
        columns.retry = RetryColumns.of(spec.terms().retry());
        columns.deadlineMillis =
                spec.terms().deadline() == null ? null : spec.terms().deadline().toMillis();
        return columns;
    }

    void setPriority(int other) {
        priority = other;
    }

    JobSpec toSpec(UUID id) {
        return new JobSpec(
                id,
                tenant,
                owner,
                name,
                type,
                parameters,
                priority,
                reference,
                replyTo,
                timeout(),
                desiredAt,
                traceParent,
                destination,
                new Terms(sameName(), retry(), deadline()));
    }

    /** Null: never. The provider leaves out embedded objects whose columns are all null. */
    Retry retry() {
        return retry == null ? null : retry.toRetry();
    }

    int priority() {
        return priority;
    }

    SameName sameName() {
        return sameName == null ? SameName.ALLOW : SameName.valueOf(sameName);
    }

    Duration timeout() {
        return timeoutMillis == null ? null : Duration.ofMillis(timeoutMillis);
    }

    /** Null: no limit. */
    Duration deadline() {
        return deadlineMillis == null ? null : Duration.ofMillis(deadlineMillis);
    }

    Instant desiredAt() {
        return desiredAt;
    }

    /** What its submitter wants changed: the time. */
    void setDesiredAt(Instant time) {
        desiredAt = time;
    }
}
