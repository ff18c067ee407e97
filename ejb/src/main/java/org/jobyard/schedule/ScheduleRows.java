package org.jobyard.schedule;

import java.sql.SQLException;
import java.time.Instant;
import org.jobyard.job.JobState;
import org.jobyard.persistence.Row;
import org.jobyard.schedule.times.Times;

/** Makes what people see of rows. */
final class ScheduleRows {
    static final String SLOT_COLUMNS = "l.slot_at, l.by_hand, l.outcome, l.reason, l.detail, l.job_id,"
            + " (select j.state from job j where j.id = l.job_id) as job_state, l.decided_at";

    static final String SUMMARIES =
            "select s.id, s.tenant, s.owner, s.name, s.cron, s.zone, s.interval_ms, s.starts_at,"
                    + " s.ends_at, s.missed, s.catch_up_ms, s.overlap, s.job, s.paused_at, s.paused_by, s.next_at,"
                    + " s.created_at, s.changed_at, " + SLOT_COLUMNS
                    + " from schedule s left join lateral (select * from schedule_slot l where l.schedule_id = s.id"
                    + " order by l.slot_at desc limit 1) l on true";

    private ScheduleRows() {}

    static ScheduleSummary summary(Row row) throws SQLException {
        Times times = Schedule.times(row);
        Policies policies = Schedule.policies(row);
        Instant pausedAt = row.instant("paused_at");
        Instant nextAt = row.instant("next_at");
        return new ScheduleSummary(
                row.uuid("id"),
                row.text("tenant"),
                row.text("owner"),
                row.text("name"),
                times.cron(),
                times.zone(),
                times.interval(),
                times.startsAt(),
                times.endsAt(),
                policies.missed(),
                policies.catchUp(),
                policies.overlap(),
                state(pausedAt, nextAt),
                pausedAt,
                row.text("paused_by"),
                pausedAt == null ? nextAt : null,
                row.instant("slot_at") == null ? null : slot(row),
                row.instant("created_at"),
                row.instant("changed_at"));
    }

    private static ScheduleState state(Instant pausedAt, Instant nextAt) {
        if (pausedAt != null) {
            return ScheduleState.PAUSED;
        }
        return nextAt == null ? ScheduleState.ENDED : ScheduleState.ACTIVE;
    }

    static SlotView slot(Row row) throws SQLException {
        return new SlotView(
                row.instant("slot_at"),
                row.flag("by_hand"),
                row.constant("outcome", SlotOutcome.class),
                row.constant("reason", SkipReason.class),
                row.text("detail"),
                row.uuid("job_id"),
                row.constant("job_state", JobState.class),
                row.instant("decided_at"));
    }
}
