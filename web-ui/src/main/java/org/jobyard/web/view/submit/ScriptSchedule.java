package org.jobyard.web.view.submit;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.FieldError;
import org.jobyard.platform.JobyardException;
import org.jobyard.schedule.ScheduleRequest;
import org.jobyard.schedule.times.Times;
import org.jobyard.submission.JobRequest;

/** Turns the form into the schedule it asks for. */
final class ScriptSchedule {

    private ScriptSchedule() {}

    /**
     * The request; what else is wrong in it is found by the core.
     *
     * @throws JobyardException INVALID when there is no script, or a length of time cannot be read
     */
    static ScheduleRequest request(SubmitForm form) {
        JobRequest job = ScriptJob.request(form, null);
        RepeatForm repeat = form.getRepeating();
        return new ScheduleRequest(
                form.getName(),
                times(form),
                repeat.getMissed(),
                duration(repeat.getCatchUp(), "catchUp"),
                repeat.getOverlap(),
                job.again(job.name(), null));
    }

    /**
     * When it would run.
     *
     * @throws JobyardException INVALID when the interval cannot be read
     */
    static Times times(SubmitForm form) {
        RepeatForm repeat = form.getRepeating();
        Instant startsAt = instant(form.getStartAt(), form);
        Instant endsAt = instant(repeat.getEndsAt(), form);
        return switch (repeat.getRepeat()) {
            case ONCE -> throw new IllegalStateException("asked for the times of what runs once");
            case CRON ->
                new Times(repeat.getTimes() == null ? "" : repeat.getTimes(), form.getZone(), null, startsAt, endsAt);
            case INTERVAL -> {
                Duration interval = duration(repeat.getTimes() == null ? "" : repeat.getTimes(), "interval");
                yield new Times(null, null, interval, startsAt, endsAt);
            }
        };
    }

    private static Instant instant(LocalDateTime local, SubmitForm form) {
        return local == null ? null : local.atZone(ZoneId.of(form.getZone())).toInstant();
    }

    private static Duration duration(String text, String field) {
        Optional<Duration> duration = text == null ? Optional.empty() : DurationText.parse(text);
        if (duration.isEmpty() && text != null) {
            throw new JobyardException(
                    ErrorCode.INVALID,
                    "Some fields are wrong.",
                    List.of(new FieldError(field, "Write it like 90s, 10m or 1h30m.")));
        }
        return duration.orElse(null);
    }
}
