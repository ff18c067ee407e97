package org.jobyard.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A day of a schedule.
 *
 * @param date the day, in the zone of the schedule
 * @param slots what became of its slots, the first {@link ScheduleCalendar#SHOWN}
 * @param counts the same counted, of all of them
 * @param planned slots to come, the first {@link ScheduleCalendar#SHOWN}
 * @param morePlanned there are more to come that day
 */
public record CalendarDay(
        LocalDate date, List<SlotView> slots, List<Count> counts, List<Instant> planned, boolean morePlanned) {
    /**
     * How many slots ended in the same way.
     *
     * @param outcome what became of them
     * @param reason why they were skipped; else null
     * @param slots how many
     */
    public record Count(SlotOutcome outcome, SkipReason reason, long slots) {}

    /** How many slots are decided. */
    public long decided() {
        return counts.stream().mapToLong(Count::slots).sum();
    }
}
