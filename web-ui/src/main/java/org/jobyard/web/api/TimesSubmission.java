package org.jobyard.web.api;

import java.time.Duration;
import java.time.Instant;
import org.jobyard.schedule.times.Times;

/**
 * The times of a schedule that is not saved.
 *
 * @param cron five fields, or six with seconds first; null: an interval
 * @param zone zone of the cron expression; null: UTC
 * @param interval from one slot to the next; null: a cron expression
 * @param startsAt none before; may be null
 * @param endsAt none after; may be null
 */
record TimesSubmission(String cron, String zone, Duration interval, Instant startsAt, Instant endsAt) {

    Times times() {
        return new Times(cron, zone, interval, startsAt, endsAt);
    }
}
