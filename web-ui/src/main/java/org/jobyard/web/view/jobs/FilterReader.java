package org.jobyard.web.view.jobs;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jobyard.job.JobState;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.JobyardException;
import org.jobyard.query.JobFilter;

/** Reads an address as the filter it means. */
final class FilterReader {
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 2200;

    private FilterReader() {}

    /**
     * The filter; the days are whole days in UTC, the last one included.
     *
     * @throws JobyardException INVALID when the address names no state or day
     */
    static JobFilter read(JobsAddress address) {
        Instant to = day(address.getTo(), 1);
        return new JobFilter(
                states(address.getState()),
                address.getName(),
                address.getType(),
                address.getOwner(),
                address.getDestination(),
                day(address.getFrom(), 0),
                to);
    }

    private static Set<JobState> states(String list) {
        if (list == null) {
            return null;
        }
        Set<JobState> states = EnumSet.noneOf(JobState.class);
        for (String name : list.split(",", -1)) {
            try {
                states.add(JobState.valueOf(name.strip().toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException unknown) {
                throw new JobyardException(ErrorCode.INVALID, "There is no job state \"" + name + "\".");
            }
        }
        return states;
    }

    private static Instant day(String text, int daysLater) {
        if (text == null) {
            return null;
        }
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR) {
                throw new JobyardException(
                        ErrorCode.INVALID, "Choose a day from " + FIRST_YEAR + " to " + LAST_YEAR + ".");
            }
            return day.plusDays(daysLater).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException wrong) {
            throw new JobyardException(ErrorCode.INVALID, "\"" + text + "\" is not a day; write it like 2026-11-22.");
        }
    }
}
