package org.jobyard.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.jobyard.schedule.times.Times;
import org.jobyard.testing.Fixtures;
import org.jobyard.testing.TestCore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A month of a schedule: what became of its slots, and what is to come. */
class ScheduleCalendarTest {
    private final TestCore core = new TestCore();
    private final ScheduleFixture fixture = new ScheduleFixture(core);

    @BeforeEach
    void worker() {
        fixture.fixtures.hello("w1", ScheduleFixture.WORKER, 4);
    }

    private List<CalendarDay> month(UUID schedule, int month) {
        return core.bean(ScheduleCalendar.class).month(Fixtures.ADA, schedule, YearMonth.of(2026, month));
    }

    private static CalendarDay day(List<CalendarDay> days, int day) {
        return days.get(day - 1);
    }

    @Test
    void whatIsToComeStandsAtTheDaysOfTheSchedulesZone() {
        UUID schedule = fixture.create(new ScheduleRequest(
                "late",
                new Times("30 0 * * *", "Asia/Tokyo", null, null, null),
                null,
                null,
                null,
                ScheduleFixture.job()));
        List<CalendarDay> days = month(schedule, 11);
        assertThat(days).hasSize(30);
        // It is the 22nd, nine in the evening, in Tokyo.
        assertThat(day(days, 22).planned()).isEmpty();
        assertThat(day(days, 23).date()).isEqualTo(LocalDate.of(2026, 11, 23));
        assertThat(day(days, 23).planned()).containsExactly(Instant.parse("2026-11-22T15:30:00Z"));
    }

    @Test
    void whatWasStandsAtTheDaysOfTheSchedulesZoneAlsoWhenThatIsAnOffset() {
        UUID schedule = fixture.create(new ScheduleRequest(
                "early", new Times("* * * * *", "+12:00", null, null, null), null, null, null, ScheduleFixture.job()));
        fixture.pass(Duration.ofMinutes(3));
        List<CalendarDay> days = month(schedule, 11);
        // Noon of the 22nd in UTC is the midnight after it twelve hours to the east.
        assertThat(day(days, 22).decided()).isZero();
        assertThat(day(days, 23).decided()).isPositive();
    }

    @Test
    void ofMuchADayTheFirstAreShownAndAllAreCounted() {
        UUID schedule = fixture.create(
                ScheduleFixture.everyMinute("often", MissedPolicy.LAST, Duration.ofHours(1), OverlapPolicy.SKIP));
        fixture.pass(Duration.ofMinutes(10));
        CalendarDay today = day(month(schedule, 11), 22);
        assertThat(today.slots()).hasSize(ScheduleCalendar.SHOWN);
        assertThat(today.decided()).isEqualTo(10);
        assertThat(today.counts())
                .containsExactly(
                        new CalendarDay.Count(SlotOutcome.SKIPPED, SkipReason.MISSED, 7),
                        new CalendarDay.Count(SlotOutcome.SKIPPED, SkipReason.OVERLAP, 2),
                        new CalendarDay.Count(SlotOutcome.RUN, null, 1));
        assertThat(today.morePlanned()).isTrue();
        assertThat(day(month(schedule, 12), 1).planned()).hasSize(ScheduleCalendar.SHOWN);
        assertThat(day(month(schedule, 10), 1).planned()).isEmpty();
    }

    @Test
    void nothingIsToComeWhileItIsPaused() {
        UUID schedule = fixture.create(
                ScheduleFixture.everyMinute("paused", MissedPolicy.LAST, Duration.ofHours(1), OverlapPolicy.SKIP));
        fixture.pause(schedule);
        assertThat(month(schedule, 12))
                .allSatisfy(day -> assertThat(day.planned()).isEmpty());
    }
}
