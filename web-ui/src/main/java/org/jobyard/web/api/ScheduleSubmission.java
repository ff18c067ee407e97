package org.jobyard.web.api;

import java.time.Duration;
import java.time.Instant;
import org.jobyard.schedule.MissedPolicy;
import org.jobyard.schedule.OverlapPolicy;
import org.jobyard.schedule.ScheduleRequest;
import org.jobyard.schedule.times.Times;

/**
 * What a client sends to save a schedule; the core checks the values.
 *
 * @param name unique in the tenant
 * @param cron five fields, or six with seconds first; null: an interval
 * @param zone zone of the cron expression; null: UTC
 * @param interval from one slot to the next; null: a cron expression
 * @param startsAt none before; may be null
 * @param endsAt none after; may be null
 * @param missed null: LAST
 * @param catchUp null: a day
 * @param overlap null: SKIP
 * @param job what to submit at each slot
 */
record ScheduleSubmission(
        String name,
        String cron,
        String zone,
        Duration interval,
        Instant startsAt,
        Instant endsAt,
        MissedPolicy missed,
        Duration catchUp,
        OverlapPolicy overlap,
        JobSubmission job) {

    ScheduleRequest request() {
        Times times = new Times(cron, zone, interval, startsAt, endsAt);
        return new ScheduleRequest(name, times, missed, catchUp, overlap, job == null ? null : job.request(null, null));
    }
}
