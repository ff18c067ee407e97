package org.jobyard.schedule.times;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.FieldError;
import org.jobyard.platform.JobyardException;

/**
 * What someone asks for as the times of a schedule: a cron expression with its zone, or an interval.
 *
 * @param cron five fields, or six with seconds first; null: an interval
 * @param zone zone of the cron expression, such as {@code Europe/Berlin}; null: UTC
 * @param interval how long from one time to the next; null: a cron expression
 * @param startsAt none before, and the first time of an interval; null: no limit, and an interval counts from when it is asked for
 * @param endsAt none after; null: no limit
 */
public record Times(String cron, String zone, Duration interval, Instant startsAt, Instant endsAt) {
    private static final int CRON_MAX = 200;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(3660);
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    /**
     * Checks what was asked for.
     *
     * @param now when it is asked for
     * @return the same with everything filled in
     * @throws JobyardException INVALID with each wrong field
     */
    public Times checked(Instant now) {
        List<FieldError> errors = new ArrayList<>();
        if ((cron == null) == (interval == null)) {
            errors.add(new FieldError("cron", "give either cron or interval"));
        }
        if (cron != null) {
            checkCron(errors);
        }
        if (interval != null && (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0)) {
            errors.add(new FieldError("interval", "must be from 1 second to " + LONGEST.toDays() + " days"));
        }
        checkZone(errors);
        checkLimit(errors, "startsAt", startsAt);
        checkLimit(errors, "endsAt", endsAt);
        if (startsAt != null && endsAt != null && endsAt.isBefore(startsAt)) {
            errors.add(new FieldError("endsAt", "must not be before startsAt"));
        }
        refuseIfAny(errors);
        Times checked = cron == null
                ? new Times(null, null, millis(interval), micros(startsAt == null ? now : startsAt), micros(endsAt))
                : new Times(cron.strip(), zone == null ? "UTC" : zone, null, micros(startsAt), micros(endsAt));
        if (checked.timetable().next(now).isEmpty()) {
            errors.add(new FieldError(
                    endsAt == null ? "cron" : "endsAt", "leaves no time to come: the schedule would never run"));
        }
        refuseIfAny(errors);
        return checked;
    }

    /** The times themselves; only of what is checked. */
    public Timetable timetable() {
        Timetable all = cron == null
                ? new Interval(startsAt, interval)
                : new CronTimes(CronExpression.of(cron), ZoneId.of(zone));
        return all.within(startsAt, endsAt);
    }

    private void checkCron(List<FieldError> errors) {
        try {
            if (cron.length() > CRON_MAX) {
                errors.add(new FieldError("cron", "must not be longer than " + CRON_MAX + " characters"));
            } else {
                CronExpression.of(cron);
            }
        } catch (IllegalArgumentException e) {
            errors.add(new FieldError("cron", e.getMessage()));
        }
    }

    private void checkZone(List<FieldError> errors) {
        if (zone == null) {
            return;
        }
        if (cron == null) {
            errors.add(new FieldError("zone", "goes with cron: an interval is the same in every zone"));
        }
        try {
            ZoneId.of(zone);
        } catch (DateTimeException e) {
            errors.add(new FieldError("zone", "must be a time zone such as Europe/Berlin or UTC"));
        }
    }

    private static void checkLimit(List<FieldError> errors, String field, Instant time) {
        if (time != null && (time.isBefore(Instant.EPOCH) || !time.isBefore(LATEST))) {
            errors.add(new FieldError(field, "must be after 1970 and before 2200"));
        }
    }

    private static void refuseIfAny(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw new JobyardException(ErrorCode.INVALID, "The times are not valid.", errors);
        }
    }

    private static Duration millis(Duration exact) {
        return exact.truncatedTo(ChronoUnit.MILLIS);
    }

    private static Instant micros(Instant exact) {
        return exact == null ? null : exact.truncatedTo(ChronoUnit.MICROS);
    }
}
