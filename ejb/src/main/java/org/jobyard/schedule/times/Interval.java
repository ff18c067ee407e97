package org.jobyard.schedule.times;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A time, and again whenever as long has passed; daylight saving does not touch it.
 *
 * @param start the first time
 * @param every whole milliseconds, at least one
 */
record Interval(Instant start, Duration every) implements Timetable {
    @Override
    public Optional<Instant> next(Instant after) {
        if (after.isBefore(start)) {
            return Optional.of(start);
        }
        long passed = Duration.between(start, after).toMillis() / every.toMillis();
        return Optional.of(start.plusMillis(Math.multiplyExact(passed + 1, every.toMillis())));
    }
}
