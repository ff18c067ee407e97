package org.jobyard.persistence;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jobyard.job.Job;
import org.jobyard.job.Retry;
import org.jobyard.job.SameName;

/** The insertion of new jobs: one statement for any number, in which a taken id spoils nothing. */
final class NewJobs {
    static final String INSERT = """
            insert into job (id, tenant, owner, name, type, parameters, priority, reference, reply_to, timeout_ms,
                state, reason, attempt, execution_id, registered_at, desired_at, scheduled_at, enqueued_at, due_at,
                history_seq, trace_parent, same_name, holds_name, name_place, retry_attempts,
                retry_delay_ms, retry_backoff, retry_on, schedule_id, deadline_ms, rerun_of, destination)
            select * from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::jsonb[], ?::int[], ?::text[],
                ?::text[], ?::bigint[], ?::text[], ?::text[], ?::int[], ?::uuid[], ?::timestamptz[], ?::timestamptz[],
                ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::int[], ?::text[], ?::text[],
                ?::boolean[], ?::bigint[], ?::int[], ?::bigint[], ?::text[], ?::text[],
                ?::uuid[], ?::bigint[], ?::uuid[], ?::text[])
            on conflict (id) do nothing
            returning id
            """;

    private NewJobs() {}

    static Columns<Job> columns(List<Job> jobs) {
        return new Columns<>(jobs)
                .add(Job::getId)
                .add(job -> job.spec().tenant())
                .add(job -> job.spec().owner())
                .add(job -> job.spec().name())
                .add(job -> job.spec().type())
                .add(job -> job.spec().parameters())
                .add(job -> job.spec().priority())
                .add(job -> job.spec().reference())
                .add(job -> job.spec().replyTo())
                .add(job -> millis(job.spec().timeout()))
                .add(Job::getState)
                .add(Job::getReason)
                .add(Job::getAttempt)
                .add(job -> job.execution().id())
                .add(Job::getRegisteredAt)
                .add(job -> job.spec().startAt())
                .add(Job::getScheduledAt)
                .add(job -> job.execution().enqueuedAt())
                .add(Job::getDueAt)
                .add(Job::getHistorySeq)
                .add(job -> job.spec().traceParent())
                .add(NewJobs::sameName)
                .add(Job::holdsName)
                .add(Job::getNamePlace)
                .add(job -> retry(job, Retry::attempts))
                .add(job -> retry(job, retry -> retry.delay().toMillis()))
                .add(job -> retry(job, Retry::backoff))
                .add(job -> retry(job, retry -> String.join(",", retry.on())))
                .add(Job::getSchedule)
                .add(job -> millis(job.spec().terms().deadline()))
                .add(Job::getRerunOf)
                .add(job -> job.spec().destination());
    }

    private static SameName sameName(Job job) {
        SameName policy = job.spec().terms().sameName();
        return policy == SameName.ALLOW ? null : policy;
    }

    private static Object retry(Job job, Function<Retry, ?> part) {
        Retry retry = job.spec().terms().retry();
        return retry == null ? null : part.apply(retry);
    }

    private static Long millis(Duration timeout) {
        return timeout == null ? null : timeout.toMillis();
    }
}
