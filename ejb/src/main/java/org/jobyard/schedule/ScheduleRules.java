package org.jobyard.schedule;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.FieldError;
import org.jobyard.platform.JobyardException;
import org.jobyard.platform.Texts;
import org.jobyard.schedule.times.Times;
import org.jobyard.security.Caller;

/** What may be scheduled. Names every wrong field at once. */
@ApplicationScoped
class ScheduleRules {
    private static final int NAME_MAX = 200;
    private static final Duration USUAL_CATCH_UP = Duration.ofDays(1);
    private static final Duration LONGEST_CATCH_UP = Duration.ofDays(3660);

    @Inject
    JobTemplates templates;

    @Inject
    Clock clock;

    /**
     * Checks a request.
     *
     * @param id the schedule's id
     * @param owner in whose name its jobs are to run
     * @return the schedule as it would be if it began now
     * @throws JobyardException INVALID with each wrong field, TOO_LARGE
     */
    Schedule check(Caller caller, ScheduleRequest request, UUID id, String owner) {
        Instant now = clock.instant();
        List<FieldError> errors = new ArrayList<>();
        String name = request.name() == null ? "" : request.name().strip();
        if (name.isEmpty() || name.length() > NAME_MAX || !Texts.storable(name)) {
            errors.add(new FieldError("name", "must have 1 to " + NAME_MAX + " characters"));
        }
        Duration catchUp = request.catchUp() == null ? USUAL_CATCH_UP : request.catchUp();
        if (catchUp.isNegative() || catchUp.compareTo(LONGEST_CATCH_UP) > 0) {
            errors.add(new FieldError("catchUp", "must be from 0 to " + LONGEST_CATCH_UP.toDays() + " days"));
        }
        Times times = null;
        try {
            times = request.times().checked(now);
        } catch (JobyardException refusal) {
            errors.addAll(refusal.errors());
        }
        String job = null;
        try {
            job = templates.check(caller, request.job(), name.isEmpty() ? null : name);
        } catch (JobyardException refusal) {
            if (refusal.errors().isEmpty()) {
                throw refusal;
            }
            errors.addAll(refusal.errors());
        }
        if (!errors.isEmpty()) {
            throw new JobyardException(ErrorCode.INVALID, "The schedule is not valid.", errors);
        }
        Policies policies = new Policies(
                request.missed() == null ? MissedPolicy.LAST : request.missed(),
                catchUp.truncatedTo(ChronoUnit.MILLIS),
                request.overlap() == null ? OverlapPolicy.SKIP : request.overlap());
        Instant next = times.timetable().next(now).orElse(null);
        return new Schedule(id, caller.tenant(), owner, name, times, policies, job, null, null, next);
    }
}
