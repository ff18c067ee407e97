package org.jobyard.log;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jobyard.job.JobState;
import org.jobyard.persistence.Database;
import org.jobyard.persistence.Row;
import org.jobyard.sdk.store.ExecutionFolder;

/** What jobs say of their logs and outputs. */
@ApplicationScoped
class JobLogs {
    /**
     * Of one job.
     *
     * @param execution the execution dispatched last; may be null
     * @param stdoutBytes announced length; null when there was no result
     * @param stderrBytes the same
     */
    record JobLog(
            UUID job,
            String tenant,
            UUID execution,
            JobState state,
            Instant endedAt,
            Instant archivedAt,
            Long stdoutBytes,
            Long stderrBytes,
            String outputs) {
        static JobLog read(Row row) throws SQLException {
            return new JobLog(
                    row.uuid("id"),
                    row.text("tenant"),
                    row.uuid("execution_id"),
                    row.constant("state", JobState.class),
                    row.instant("ended_at"),
                    row.instant("archived_at"),
                    row.number("stdout_bytes", Long.class),
                    row.number("stderr_bytes", Long.class),
                    row.text("outputs"));
        }

        Long announced(LogStream stream) {
            return switch (stream) {
                case STDOUT -> stdoutBytes;
                case STDERR -> stderrBytes;
            };
        }

        ExecutionFolder folder(UUID ofExecution) {
            return new ExecutionFolder(tenant, job, ofExecution);
        }
    }

    @Inject
    Database database;

    Optional<JobLog> find(UUID job) {
        return database.first(
                "select id, tenant, execution_id, state, ended_at, archived_at, stdout_bytes, stderr_bytes, outputs"
                        + " from job where id = ?",
                JobLog::read,
                job);
    }
}
