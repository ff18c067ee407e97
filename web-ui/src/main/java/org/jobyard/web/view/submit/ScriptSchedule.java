package org.jobyard.web.view.submit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.FieldError;
import org.jobyard.platform.JobyardException;
import org.jobyard.schedule.ScheduleDetails;
import org.jobyard.schedule.ScheduleRequest;
import org.jobyard.schedule.ScheduleSummary;
import org.jobyard.schedule.times.Times;
import org.jobyard.submission.JobRequest;

/** Turns the form into the schedule it asks for, and a schedule back into the form. */
public final class ScriptSchedule {

    private static final Set<String> PARAMETERS = Set.of("script", "interpreter", "arguments");
    private static final Set<String> FIELDS =
            Set.of("name", "type", "parameters", "priority", "timeout", "reference", "sameName", "retry", "deadline");

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

    /** Whether the form can show all that a schedule submits. */
    public static boolean isOfScript(ScheduleDetails schedule) {
        ObjectNode job = schedule.job();
        return ScriptJob.TYPE.equals(job.path("type").asText())
                && PARAMETERS.containsAll(names(job.path("parameters")))
                && FIELDS.containsAll(names(job))
                && schedule.summary()
                        .name()
                        .equals(job.path("name").asText(schedule.summary().name()))
                // The form has no word for these.
                && !schedule.summary().catchUp().isZero();
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new HashSet<>();
        object.properties().forEach(field -> {
            if (!field.getValue().isNull()) {
                names.add(field.getKey());
            }
        });
        return names;
    }

    /** The form as it was for this schedule, to change it. */
    static SubmitForm form(ScheduleDetails schedule) {
        SubmitForm form = ScriptJob.form(schedule.job());
        ScheduleSummary summary = schedule.summary();
        form.setName(summary.name());
        form.setZone(summary.zone() == null ? "UTC" : summary.zone());
        form.setStartAt(local(summary.startsAt(), form));
        RepeatForm repeat = form.getRepeating();
        repeat.setRepeat(summary.cron() == null ? Repeat.INTERVAL : Repeat.CRON);
        repeat.setTimes(summary.cron() == null ? DurationText.write(summary.interval()) : summary.cron());
        repeat.setEndsAt(local(summary.endsAt(), form));
        repeat.setMissed(summary.missed());
        repeat.setCatchUp(DurationText.write(summary.catchUp()));
        repeat.setOverlap(summary.overlap());
        return form;
    }

    private static LocalDateTime local(Instant instant, SubmitForm form) {
        return instant == null ? null : LocalDateTime.ofInstant(instant, ZoneId.of(form.getZone()));
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
