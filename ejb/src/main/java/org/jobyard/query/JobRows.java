package org.jobyard.query;

import java.sql.SQLException;
import java.time.Duration;
import org.jobyard.job.Backoff;
import org.jobyard.job.JobState;
import org.jobyard.job.Retry;
import org.jobyard.job.SameName;
import org.jobyard.messaging.JsonColumns;
import org.jobyard.persistence.Row;

/** Makes what people see of rows. */
final class JobRows {
    /** A worker may have come since the reason was written, a hold or a limit may have been set or taken away. */
    static final String PRESENT_REASON = "case when state <> 'WAITING' or name_place is not null then reason"
            + " when exists (select from work_limit l where l.held_at is not null and l.type in ('*', job.type)"
            + " and l.tenant in ('*', job.tenant) and l.destination in ('*', job.destination)) then 'HELD'"
            + " when not exists (select from work_type w where w.type = job.type) then 'NO_WORKER'"
            + " when exists (select from work_limit l where l.most is not null and l.type in ('*', job.type)"
            + " and l.tenant in ('*', job.tenant) and l.destination in ('*', job.destination)) then reason else 'WORKERS_BUSY' end";

    static final String SUMMARY_COLUMNS = "id, tenant, owner, name, type, state, " + PRESENT_REASON
            + " as reason, priority, attempt, registered_at, desired_at, scheduled_at,"
            + " started_at, ended_at, worker, progress, progress_message, cancel_requested_at, exit_code,"
            + " error_code, error_message, reference, destination";

    static final String DETAIL_COLUMNS = SUMMARY_COLUMNS
            + ", parameters, timeout_ms, execution_id, enqueued_at, result, outputs, output_location, stdout_bytes,"
            + " stderr_bytes, coalesce(same_name, 'ALLOW') as same_name, retry_attempts, retry_delay_ms,"
            + " retry_backoff, string_to_array(retry_on, ',') as retry_on, crashes, deadline_ms, schedule_id, rerun_of,"
            + " array(select r.id from job r where r.rerun_of = job.id order by r.id desc limit 20) as reruns,"
            + " state in ('SCHEDULED', 'WAITING') or (state = 'RUNNING' and cancel_requested_at is null and exists ("
            + "select from worker w where w.name = job.worker and w.instance = job.worker_instance and w.state = 'LIVE'"
            + " and job.type = any(w.pausable))) as can_pause";

    private JobRows() {}

    static JobSummary summary(Row row) throws SQLException {
        return new JobSummary(
                row.uuid("id"),
                row.text("tenant"),
                row.text("owner"),
                row.text("name"),
                row.text("type"),
                row.constant("state", JobState.class),
                row.text("reason"),
                row.integer("priority"),
                row.integer("attempt"),
                row.instant("registered_at"),
                row.instant("desired_at"),
                row.instant("scheduled_at"),
                row.instant("started_at"),
                row.instant("ended_at"),
                row.text("worker"),
                row.number("progress", Double.class),
                row.text("progress_message"),
                row.instant("cancel_requested_at") != null,
                row.number("exit_code", Integer.class),
                row.text("error_code"),
                row.text("error_message"),
                row.text("reference"),
                row.text("destination"));
    }

    /** Without the reasons for waiting. */
    static JobDetails details(Row row) throws SQLException {
        Long deadline = row.number("deadline_ms", Long.class);
        Long timeout = row.number("timeout_ms", Long.class);
        return new JobDetails(
                summary(row),
                JsonColumns.object(row.text("parameters")),
                timeout == null ? null : Duration.ofMillis(timeout),
                row.uuid("execution_id"),
                row.instant("enqueued_at"),
                JsonColumns.tree(row.text("result")),
                JsonColumns.outputs(row.text("outputs")),
                row.text("output_location"),
                row.number("stdout_bytes", Long.class),
                row.number("stderr_bytes", Long.class),
                row.constant("same_name", SameName.class),
                retry(row),
                row.integer("crashes"),
                deadline == null ? null : Duration.ofMillis(deadline),
                deadline == null ? null : row.instant("registered_at").plusMillis(deadline),
                row.uuid("rerun_of"),
                row.uuids("reruns"),
                row.uuid("schedule_id"),
                row.flag("can_pause"),
                null,
                null,
                null);
    }

    private static Retry retry(Row row) throws SQLException {
        Integer attempts = row.number("retry_attempts", Integer.class);
        return attempts == null
                ? null
                : new Retry(
                        attempts,
                        Duration.ofMillis(row.number("retry_delay_ms")),
                        row.constant("retry_backoff", Backoff.class),
                        row.texts("retry_on"));
    }

    static JobEventView event(Row row) throws SQLException {
        return new JobEventView(
                row.integer("seq"),
                row.instant("at"),
                row.text("event"),
                row.constant("state", JobState.class),
                row.integer("attempt"),
                row.uuid("execution"),
                row.text("actor"),
                row.text("detail"));
    }
}
