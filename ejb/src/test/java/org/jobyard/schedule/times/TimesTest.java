package org.jobyard.schedule.times;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jobyard.platform.FieldError;
import org.jobyard.platform.JobyardException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private static Times cron(String expression, String zone) {
        return new Times(expression, zone, null, null, null).checked(NOW);
    }

    /** All times of a span. */
    private static List<Instant> all(Times times, String from, String to) {
        return times.timetable().within(Instant.parse(from), Instant.parse(to)).next(Instant.EPOCH, 100_000);
    }

    private static List<Instant> instants(String... texts) {
        return Stream.of(texts).map(Instant::parse).toList();
    }

    @Test
    void aTimeThatTheClockLeavesOutComesAsMuchLaterOnce() {
        // Berlin puts its clocks forward on 2027-03-28 from 02:00 to 03:00.
        assertThat(all(cron("30 2 * * *", "Europe/Berlin"), "2027-03-27T00:00:00Z", "2027-03-30T00:00:00Z"))
                .isEqualTo(instants("2027-03-27T01:30:00Z", "2027-03-28T01:30:00Z", "2027-03-29T00:30:00Z"));
    }

    @Test
    void aTimeThatTheClockShowsTwiceComesOnce() {
        // Berlin puts its clocks back on 2027-10-31 from 03:00 to 02:00.
        assertThat(all(cron("30 2 * * *", "Europe/Berlin"), "2027-10-30T00:00:00Z", "2027-11-02T00:00:00Z"))
                .isEqualTo(instants("2027-10-30T00:30:00Z", "2027-10-31T00:30:00Z", "2027-11-01T01:30:00Z"));
    }

    @ParameterizedTest
    @CsvSource({"0 * * * *, 23, 25", "*/5 * * * *, 276, 300", "30 0-23 * * *, 23, 25", "*/30 * * * * *, 2760, 3000"})
    void whatRunsInEveryHourRunsInEachHourThatThereIs(String expression, int inSpring, int inAutumn) {
        Times times = cron(expression, "Europe/Berlin");
        assertThat(all(times, "2027-03-27T23:00:00Z", "2027-03-28T21:59:59Z")).hasSize(inSpring);
        assertThat(all(times, "2027-10-30T22:00:00Z", "2027-10-31T22:59:59Z")).hasSize(inAutumn);
    }

    @Test
    void whatIsLeftOutOfAnHourMeetsWhatIsThereWithoutBeingLostOrDoubled() {
        // 02:15 and 02:50 do not exist: 03:15 and 03:50; 03:10 and 03:15 do, so 03:15 is one slot for two times.
        assertThat(all(cron("10,15,50 2,3 * * *", "Europe/Berlin"), "2027-03-28T00:00:00Z", "2027-03-28T12:00:00Z"))
                .isEqualTo(instants("2027-03-28T01:10:00Z", "2027-03-28T01:15:00Z", "2027-03-28T01:50:00Z"));
        assertThat(all(cron("50 2,3 * * *", "Europe/Berlin"), "2027-03-28T00:00:00Z", "2027-03-28T12:00:00Z"))
                .isEqualTo(instants("2027-03-28T01:50:00Z"));
        assertThat(all(cron("0 50 2 * * *", "Europe/Berlin"), "2027-03-28T00:00:00Z", "2027-03-28T12:00:00Z"))
                .isEqualTo(instants("2027-03-28T01:50:00Z"));
    }

    @Test
    void aChangeOfHalfAnHourLosesNothing() {
        // Lord Howe Island: 2026-10-04 from 02:00 (+10:30) to 02:30 (+11:00).
        assertThat(all(cron("0 * * * *", "Australia/Lord_Howe"), "2026-10-03T14:00:00Z", "2026-10-03T16:30:00Z"))
                .isEqualTo(instants("2026-10-03T14:30:00Z", "2026-10-03T15:30:00Z", "2026-10-03T16:00:00Z"));
    }

    @Test
    void itDoesNotMatterFromWhereOneAsks() {
        Times times = cron("15,45 1-3 * * *", "Europe/Berlin");
        for (String day : List.of("2027-03-28", "2027-10-31")) {
            List<Instant> slots = all(times, day + "T00:00:00Z", day + "T06:00:00Z");
            for (Instant at = Instant.parse(day + "T00:00:00Z");
                    at.isBefore(slots.get(slots.size() - 1));
                    at = at.plusSeconds(60)) {
                Instant asked = at;
                assertThat(times.timetable().next(asked))
                        .as("after %s", asked)
                        .contains(slots.stream()
                                .filter(slot -> slot.isAfter(asked))
                                .findFirst()
                                .orElseThrow());
            }
        }
    }

    @Test
    void takesSecondsAndDaysAsCrontabDoes() {
        assertThat(cron("*/20 * * * * *", null).timetable().next(NOW, 2))
                .isEqualTo(instants("2026-11-22T12:00:20Z", "2026-11-22T12:00:40Z"));
        // A day of the month and one of the week are alternatives.
        assertThat(cron("0 0 1 * MON", "UTC").timetable().next(NOW, 3))
                .isEqualTo(instants("2026-11-23T00:00:00Z", "2026-11-30T00:00:00Z", "2026-12-01T00:00:00Z"));
        assertThat(cron("0 0 0 ? * 7", "UTC").timetable().next(NOW, 1)).isEqualTo(instants("2026-11-29T00:00:00Z"));
        assertThat(cron("0 0 * * 0", "UTC").timetable().next(NOW, 1)).isEqualTo(instants("2026-11-29T00:00:00Z"));
        assertThat(cron("0 12 L * *", "America/New_York").timetable().next(NOW, 1))
                .isEqualTo(instants("2026-11-30T17:00:00Z"));
    }

    @Test
    void anIntervalCountsFromItsStart() {
        Instant start = NOW.plusSeconds(10);
        Times times = new Times(null, null, Duration.ofMinutes(10), start, start.plusSeconds(1200)).checked(NOW);
        assertThat(times.timetable().next(NOW, 20))
                .containsExactly(start, start.plusSeconds(600), start.plusSeconds(1200));
        assertThat(times.timetable().next(start.plusSeconds(601), 1)).containsExactly(start.plusSeconds(1200));
        Times unbounded = new Times(null, null, Duration.ofSeconds(90), null, null).checked(NOW);
        assertThat(unbounded.timetable().next(NOW, 1)).containsExactly(NOW.plusSeconds(90));
    }

    @Test
    void aCronExpressionKeepsToItsStartAndEnd() {
        Times times = new Times(
                        "0 0 * * *",
                        "UTC",
                        null,
                        Instant.parse("2026-12-01T00:00:00Z"),
                        Instant.parse("2026-12-03T00:00:00Z"))
                .checked(NOW);
        assertThat(times.timetable().next(NOW, 20))
                .isEqualTo(instants("2026-12-01T00:00:00Z", "2026-12-02T00:00:00Z", "2026-12-03T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"61 * * * *", "* * * *", "0 0 30 2 *", "H * * * *", "", "0 0 0 0 0 0 0"})
    void namesAWrongExpression(String expression) {
        assertThat(wrong(new Times(expression, null, null, null, null))).containsExactly("cron");
    }

    @Test
    void namesEachOtherWrongField() {
        Instant later = NOW.plusSeconds(1);
        assertThat(wrong(new Times(null, null, null, null, null))).containsExactly("cron");
        assertThat(wrong(new Times("* * * * *", "Nowhere/Land", Duration.ZERO, later, NOW)))
                .containsExactly("cron", "interval", "zone", "endsAt");
        assertThat(wrong(new Times(null, "UTC", Duration.ofHours(1), null, null)))
                .containsExactly("zone");
        assertThat(wrong(new Times("* * * * *", null, null, null, NOW))).containsExactly("endsAt");
        assertThat(wrong(new Times("* * * * *", null, null, Instant.MAX, null))).containsExactly("startsAt");
    }

    private static List<String> wrong(Times times) {
        List<String> fields = new java.util.ArrayList<>();
        assertThatThrownBy(() -> times.checked(NOW))
                .isInstanceOfSatisfying(
                        JobyardException.class,
                        e -> fields.addAll(
                                e.errors().stream().map(FieldError::field).toList()));
        return fields;
    }
}
