package org.jobyard.walk;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jobyard.job.JobEvent;
import org.jobyard.job.JobState;
import org.jobyard.persistence.Row;

/** What the database says of one job: its row, and all that happened to it. */
record History(End end, List<Entry> entries) {
    /** Something that happened, and the state after it. */
    record Entry(UUID job, int seq, Instant at, JobEvent event, JobState state, UUID execution) {
        static final String SELECT = "select job_id, seq, at, event, state, execution from job_event";

        static Entry read(Row row) throws SQLException {
            return new Entry(
                    row.uuid("job_id"),
                    row.integer("seq"),
                    row.instant("at"),
                    row.constant("event", JobEvent.class),
                    row.constant("state", JobState.class),
                    row.uuid("execution"));
        }
    }

    /**
     * How it stands in the end.
     *
     * @param attempts how many its submitter wants; null: one
     * @param timeout longest run time; null: no limit
     * @param deadline from its registration; null: none
     * @param replied its submitter is told of its end
     * @param rerunOf the job that was run again
     */
    record End(
            UUID job,
            JobState state,
            UUID execution,
            String reason,
            int crashes,
            Integer attempts,
            Duration timeout,
            Duration deadline,
            boolean replied,
            UUID rerunOf) {
        static final String SELECT = "select id, state, execution_id, reason, crashes, retry_attempts, timeout_ms,"
                + " deadline_ms, reply_to, rerun_of from job";

        static End read(Row row) throws SQLException {
            return new End(
                    row.uuid("id"),
                    row.constant("state", JobState.class),
                    row.uuid("execution_id"),
                    row.text("reason"),
                    row.integer("crashes"),
                    row.number("retry_attempts", Integer.class),
                    millis(row, "timeout_ms"),
                    millis(row, "deadline_ms"),
                    row.text("reply_to") != null,
                    row.uuid("rerun_of"));
        }

        private static Duration millis(Row row, String column) throws SQLException {
            Long millis = row.number(column, Long.class);
            return millis == null ? null : Duration.ofMillis(millis);
        }
    }

    UUID job() {
        return end.job();
    }

    /** How often it was paused while a worker had it. */
    long pausedRuns() {
        return IntStream.range(1, entries.size())
                .filter(i -> entries.get(i).event() == JobEvent.PAUSE
                        && entries.get(i - 1).state() == JobState.RUNNING)
                .count();
    }
}
