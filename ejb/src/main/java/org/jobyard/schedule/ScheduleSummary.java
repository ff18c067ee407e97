package org.jobyard.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A schedule as a line of a list.
 *
 * @param id its id
 * @param tenant whose it is
 * @param owner in whose name its jobs run
 * @param name its name
 * @param cron its cron expression; null: an interval
 * @param zone zone of the cron expression; else null
 * @param interval how long from one slot to the next; null: a cron expression
 * @param startsAt no slot before; may be null
 * @param endsAt no slot after; may be null
 * @param missed what becomes of missed slots
 * @param catchUp how old a missed slot may be and still run
 * @param overlap what becomes of a slot while the run before it has not ended
 * @param state whether it goes on
 * @param pausedAt since when it is paused; else null
 * @param pausedBy who paused it; else null
 * @param nextAt its next slot; null when it is paused or ended
 * @param last its latest slot that is decided; null: none yet
 * @param createdAt when it was made
 * @param changedAt when it was changed, paused or resumed last
 */
public record ScheduleSummary(
        UUID id,
        String tenant,
        String owner,
        String name,
        String cron,
        String zone,
        Duration interval,
        Instant startsAt,
        Instant endsAt,
        MissedPolicy missed,
        Duration catchUp,
        OverlapPolicy overlap,
        ScheduleState state,
        Instant pausedAt,
        String pausedBy,
        Instant nextAt,
        SlotView last,
        Instant createdAt,
        Instant changedAt) {}
