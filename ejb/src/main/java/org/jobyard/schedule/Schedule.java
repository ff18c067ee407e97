package org.jobyard.schedule;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jobyard.persistence.Row;
import org.jobyard.schedule.times.Times;

/**
 * A schedule as the database has it. Whoever acts on one has locked its row.
 *
 * @param id its id
 * @param tenant whose it is
 * @param owner in whose name its jobs run
 * @param name its name, unique in the tenant
 * @param times when it has slots
 * @param policies what becomes of slots that cannot run at their time
 * @param job what to submit at each slot, JSON
 * @param pausedAt when it was paused; null: it is not
 * @param missedBefore slots before this passed while it was paused; null: it never was
 * @param nextAt the first slot that is not decided yet; null: there is none any more
 */
record Schedule(
        UUID id,
        String tenant,
        String owner,
        String name,
        Times times,
        Policies policies,
        String job,
        Instant pausedAt,
        Instant missedBefore,
        Instant nextAt) {
    static Schedule read(Row row) throws SQLException {
        return new Schedule(
                row.uuid("id"),
                row.text("tenant"),
                row.text("owner"),
                row.text("name"),
                times(row),
                policies(row),
                row.text("job"),
                row.instant("paused_at"),
                row.instant("missed_before"),
                row.instant("next_at"));
    }

    static Times times(Row row) throws SQLException {
        Long interval = row.number("interval_ms", Long.class);
        return new Times(
                row.text("cron"),
                row.text("zone"),
                interval == null ? null : Duration.ofMillis(interval),
                row.instant("starts_at"),
                row.instant("ends_at"));
    }

    static Policies policies(Row row) throws SQLException {
        return new Policies(
                row.constant("missed", MissedPolicy.class),
                Duration.ofMillis(row.number("catch_up_ms")),
                row.constant("overlap", OverlapPolicy.class));
    }

    boolean isPaused() {
        return pausedAt != null;
    }
}
