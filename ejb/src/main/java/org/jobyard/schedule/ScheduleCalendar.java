package org.jobyard.schedule;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jobyard.persistence.Database;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.JobyardException;
import org.jobyard.schedule.times.Timetable;
import org.jobyard.security.Caller;
import org.jobyard.security.Role;

/** Reads what a schedule did and will do, day by day, at a cost that has a bound however often it runs. */
@Stateless
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class ScheduleCalendar {
    /** How many slots of a day are shown one by one. */
    public static final int SHOWN = 3;

    /** One each minute of the longest month; of what runs more often, the rest of the month is left out. */
    private static final int MOST = 31 * 24 * 60;

    private static final String SLOTS_OF_MONTH = """
            (select *, width_bucket(slot_at, ?::timestamptz[]) as day from schedule_slot
                where schedule_id = ? and slot_at >= ? and slot_at < ? order by slot_at limit ?)
            """;

    private static final String FIRST_SLOTS = "select day, " + ScheduleRows.SLOT_COLUMNS
            + " from (select *, row_number() over (partition by day order by slot_at) as place from " + SLOTS_OF_MONTH
            + " as slots) as l where place <= ? order by slot_at";

    private static final String COUNTS = "select day, outcome, reason, count(*) as slots from " + SLOTS_OF_MONTH
            + " as slots group by day, outcome, reason order by day, slots desc";

    private record SlotOfDay(LocalDate day, SlotView slot) {}

    private record CountOfDay(LocalDate day, CalendarDay.Count count) {}

    @Inject
    Database database;

    @Inject
    Clock clock;

    /**
     * The days of a month.
     *
     * @throws JobyardException NOT_FOUND when the caller's tenant has no such schedule
     */
    public List<CalendarDay> month(Caller caller, UUID id, YearMonth month) {
        caller.require(Role.VIEWER);
        ScheduleSummary schedule = database.first(
                        ScheduleRows.SUMMARIES + " where s.id = ? and s.tenant = ?",
                        ScheduleRows::summary,
                        id,
                        caller.tenant())
                .orElseThrow(() -> new JobyardException(ErrorCode.NOT_FOUND, "There is no such schedule."));
        ZoneId zone = zone(schedule);
        Object[] slots = {
            starts(month, zone),
            id,
            start(month.atDay(1), zone),
            start(month.plusMonths(1).atDay(1), zone),
            MOST
        };
        Map<LocalDate, List<SlotView>> first = new HashMap<>();
        database.list(
                        FIRST_SLOTS,
                        row -> new SlotOfDay(month.atDay(row.integer("day")), ScheduleRows.slot(row)),
                        and(slots, SHOWN))
                .forEach(found -> first.computeIfAbsent(found.day(), day -> new ArrayList<>())
                        .add(found.slot()));
        Map<LocalDate, List<CalendarDay.Count>> counts = new HashMap<>();
        database.list(
                        COUNTS,
                        row -> new CountOfDay(
                                month.atDay(row.integer("day")),
                                new CalendarDay.Count(
                                        row.constant("outcome", SlotOutcome.class),
                                        row.constant("reason", SkipReason.class),
                                        row.number("slots"))),
                        slots)
                .forEach(found -> counts.computeIfAbsent(found.day(), day -> new ArrayList<>())
                        .add(found.count()));
        Timetable planned = planned(id, schedule);
        List<CalendarDay> days = new ArrayList<>();
        for (int day = 1; day <= month.lengthOfMonth(); day++) {
            LocalDate date = month.atDay(day);
            List<Instant> plan = plan(planned, date, zone);
            days.add(new CalendarDay(
                    date,
                    first.getOrDefault(date, List.of()),
                    counts.getOrDefault(date, List.of()),
                    plan.subList(0, Math.min(SHOWN, plan.size())),
                    plan.size() > SHOWN));
        }
        return days;
    }

    /** In whose days the schedule is shown: the zone of its cron expression, else UTC. */
    public static ZoneId zone(ScheduleSummary schedule) {
        return ZoneId.of(schedule.zone() == null ? "UTC" : schedule.zone());
    }

    /** What is to come; nothing while it is paused. */
    private Timetable planned(UUID id, ScheduleSummary schedule) {
        return schedule.state() == ScheduleState.ACTIVE
                ? database.first(
                                "select * from schedule where id = ?",
                                row -> Schedule.times(row).timetable(),
                                id)
                        .orElseThrow()
                : after -> Optional.empty();
    }

    private List<Instant> plan(Timetable planned, LocalDate date, ZoneId zone) {
        Instant now = clock.instant();
        Instant end = start(date.plusDays(1), zone);
        if (!end.isAfter(now)) {
            return List.of();
        }
        Instant begin = start(date, zone).minusNanos(1);
        return planned.next(begin.isAfter(now) ? begin : now, SHOWN + 1).stream()
                .filter(time -> time.isBefore(end))
                .toList();
    }

    private static Instant start(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    /** When its days begin; by our own rules, for the database understands zones in another way. */
    private static List<Instant> starts(YearMonth month, ZoneId zone) {
        return IntStream.rangeClosed(1, month.lengthOfMonth())
                .mapToObj(day -> start(month.atDay(day), zone))
                .toList();
    }

    private static Object[] and(Object[] values, Object last) {
        List<Object> all = new ArrayList<>(List.of(values));
        all.add(last);
        return all.toArray();
    }
}
