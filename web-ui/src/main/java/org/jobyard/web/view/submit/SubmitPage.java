package org.jobyard.web.view.submit;

import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jobyard.job.SameName;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.JobyardException;
import org.jobyard.platform.NameTakenException;
import org.jobyard.query.JobQueries;
import org.jobyard.schedule.ManageSchedules;
import org.jobyard.schedule.MissedPolicy;
import org.jobyard.schedule.OverlapPolicy;
import org.jobyard.schedule.ScheduleQueries;
import org.jobyard.submission.SubmitJob;
import org.jobyard.submission.Submitted;
import org.jobyard.web.security.CurrentCaller;
import org.jobyard.web.view.text.JobIds;

/** The form that submits a script. */
@Named
@ViewScoped
public class SubmitPage implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    transient SubmitJob submitJob;

    @Inject
    transient JobQueries queries;

    @Inject
    transient ManageSchedules schedules;

    @Inject
    transient ScheduleQueries scheduleQueries;

    @Inject
    CurrentCaller caller;

    private SubmitForm form = new SubmitForm();
    private String from;
    private String schedule;
    private UUID conflict;
    private Repeat repeat;
    // One key for each opened form: a double click, or a repeat after a lost answer, is the same job.
    private String key = UUID.randomUUID().toString();

    /** The page is opened, perhaps to run a job again or to change a schedule. */
    public void open() {
        JobIds.parse(schedule)
                .flatMap(id -> scheduleQueries.find(caller.get(), id))
                .filter(ScriptSchedule::isOfScript)
                .ifPresentOrElse(found -> form = ScriptSchedule.form(found), () -> schedule = null);
        JobIds.parse(from).flatMap(id -> queries.find(caller.get(), id)).ifPresent(job -> form = ScriptJob.form(job));
        if (repeat != null) {
            form.getRepeating().setRepeat(repeat);
        }
    }

    /** Submits; leads to the page of the job or the schedule, or stays with what is wrong at the fields. */
    public String submit() {
        conflict = null;
        try {
            if (schedule != null) {
                schedules.change(caller.get(), UUID.fromString(schedule), ScriptSchedule.request(form));
                return "/schedule?faces-redirect=true&id=" + schedule;
            }
            if (form.getRepeating().isSchedule()) {
                return "/schedule?faces-redirect=true&id="
                        + schedules.create(caller.get(), ScriptSchedule.request(form));
            }
            Submitted submitted = submitJob.submit(caller.get(), ScriptJob.request(form, key));
            return "/job?faces-redirect=true&id=" + submitted.id();
        } catch (NameTakenException taken) {
            conflict = taken.job();
            FacesContext.getCurrentInstance().validationFailed();
            return null;
        } catch (JobyardException refused) {
            if (refused.code() == ErrorCode.MISMATCH) {
                // Submitted, gone back, changed: the next try is another job, and the person is told so.
                key = UUID.randomUUID().toString();
            }
            Refusals.show(FacesContext.getCurrentInstance(), refused);
            return null;
        }
    }

    public List<SameName> getPolicies() {
        return List.of(SameName.values());
    }

    /** The job that has the name; null when the last try was not refused for it. */
    public UUID getConflict() {
        return conflict;
    }

    public SubmitForm getForm() {
        return form;
    }

    /** The offered interpreters, with that of the job that is run again. */
    public List<String> getInterpreters() {
        return Stream.concat(Interpreter.OFFERED.stream(), Stream.of(form.getInterpreter()))
                .distinct()
                .toList();
    }

    public List<Integer> getPriorities() {
        return IntStream.rangeClosed(0, 9).mapToObj(i -> 9 - i).toList();
    }

    public List<Repeat> getRepeats() {
        return schedule == null ? List.of(Repeat.values()) : List.of(Repeat.CRON, Repeat.INTERVAL);
    }

    public List<MissedPolicy> getMissedPolicies() {
        return List.of(MissedPolicy.values());
    }

    public List<OverlapPolicy> getOverlapPolicies() {
        return List.of(OverlapPolicy.values());
    }

    /** When the schedule would run, or what is wrong with its times; nothing before they are typed. */
    public Preview getPreview() {
        if (!form.getRepeating().isSchedule() || form.getRepeating().getTimes() == null) {
            return new Preview(List.of(), null);
        }
        try {
            return new Preview(scheduleQueries.preview(caller.get(), ScriptSchedule.times(form)), null);
        } catch (JobyardException wrong) {
            return new Preview(
                    List.of(),
                    wrong.errors().stream()
                            .map(error -> error.field() + " " + error.message())
                            .collect(Collectors.joining("; ")));
        }
    }

    /**
     * The next times.
     *
     * @param times none when something is wrong
     * @param problem what; null when nothing is
     */
    public record Preview(List<Instant> times, String problem) {}

    public Repeat getRepeat() {
        return repeat;
    }

    public void setRepeat(Repeat repeat) {
        this.repeat = repeat;
    }

    /** The schedule that is changed; null: something new is submitted. */
    public String getSchedule() {
        return schedule;
    }

    public void setSchedule(String schedule) {
        this.schedule = schedule;
    }

    public String getFrom() {
        return from;
    }

    public void setFrom(String from) {
        this.from = from;
    }
}
