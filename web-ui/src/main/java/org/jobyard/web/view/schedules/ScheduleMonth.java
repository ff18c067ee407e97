package org.jobyard.web.view.schedules;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jobyard.schedule.CalendarDay;
import org.jobyard.schedule.ScheduleCalendar;
import org.jobyard.web.security.CurrentCaller;

/** A month of a schedule, in weeks. */
@Named
@RequestScoped
public class ScheduleMonth {

    /** How far back and ahead one can look. */
    private static final int YEARS = 100;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter TITLE = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);
    private static final int WEEK = 7;

    @Inject
    ScheduleCalendar calendar;

    @Inject
    OneSchedule page;

    @Inject
    CurrentCaller caller;

    @Inject
    Clock clock;

    @Inject
    HttpServletRequest request;

    private List<List<CalendarDay>> weeks;

    /** The weeks, from Monday on; null stands for a day of another month. */
    public List<List<CalendarDay>> getWeeks() {
        if (weeks == null) {
            List<CalendarDay> days = new ArrayList<>();
            for (int i = 1; i < month().atDay(1).getDayOfWeek().getValue(); i++) {
                days.add(null);
            }
            days.addAll(calendar.month(caller.get(), page.getSchedule().id(), month()));
            while (days.size() % WEEK != 0) {
                days.add(null);
            }
            weeks = new ArrayList<>();
            for (int i = 0; i < days.size(); i += WEEK) {
                weeks.add(days.subList(i, i + WEEK));
            }
        }
        return weeks;
    }

    public List<String> getWeekdays() {
        return Arrays.stream(DayOfWeek.values())
                .map(day -> day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH))
                .toList();
    }

    public String getTitle() {
        return TITLE.format(month());
    }

    public String getPrevious() {
        return month().minusMonths(1).toString();
    }

    public String getNext() {
        return month().plusMonths(1).toString();
    }

    public String getZone() {
        return zone().getId();
    }

    public LocalDate getToday() {
        return LocalDate.ofInstant(clock.instant(), zone());
    }

    /** The time of the day, as the schedule reads its clock. */
    public String time(Instant instant) {
        return TIME.format(instant.atZone(zone()));
    }

    /** The month of the address; the present one when it names none. */
    private YearMonth month() {
        String asked = request.getParameter("month");
        YearMonth present = YearMonth.from(getToday());
        try {
            YearMonth month = asked == null ? present : YearMonth.parse(asked);
            return Math.abs(month.getYear() - present.getYear()) > YEARS ? present : month;
        } catch (DateTimeParseException notAMonth) {
            return present;
        }
    }

    private ZoneId zone() {
        return ScheduleCalendar.zone(page.getSchedule());
    }
}
