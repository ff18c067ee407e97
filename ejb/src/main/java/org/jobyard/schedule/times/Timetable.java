package org.jobyard.schedule.times;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The times at which something happens again and again. Immutable. */
@FunctionalInterface
public interface Timetable {
    /** The first time after {@code after}, never {@code after} itself; empty when there is none. */
    Optional<Instant> next(Instant after);

    /** The first times after {@code after}, at most {@code most}. */
    default List<Instant> next(Instant after, int most) {
        List<Instant> times = new ArrayList<>();
        Optional<Instant> time = next(after);
        while (time.isPresent() && times.size() < most) {
            times.add(time.get());
            time = next(time.get());
        }
        return times;
    }

    /** This one's times from {@code start} to {@code end}, both included; null: without a limit. */
    default Timetable within(Instant start, Instant end) {
        return after -> {
            Instant from = start == null || !after.isBefore(start) ? after : start.minusNanos(1);
            return next(from).filter(time -> end == null || !time.isAfter(end));
        };
    }
}
