package org.jobyard.web.view.submit;

import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jobyard.job.SameName;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.JobyardException;
import org.jobyard.platform.NameTakenException;
import org.jobyard.query.JobQueries;
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
    CurrentCaller caller;

    private SubmitForm form = new SubmitForm();
    private String from;
    private UUID conflict;
    // One key for each opened form: a double click, or a repeat after a lost answer, is the same job.
    private String key = UUID.randomUUID().toString();

    /** The page is opened, perhaps to run a job again. */
    public void open() {
        JobIds.parse(from).flatMap(id -> queries.find(caller.get(), id)).ifPresent(job -> form = ScriptJob.form(job));
    }

    /** Submits; leads to the job's page, or stays with what is wrong at the fields. */
    public String submit() {
        conflict = null;
        try {
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

    /** The zones that people name by place, and UTC. */
    public List<String> getZones() {
        return Stream.concat(
                        Stream.of("UTC"),
                        ZoneId.getAvailableZoneIds().stream()
                                .filter(zone -> zone.matches("(Africa|America|Antarctica|Asia|Atlantic|Australia|Europe"
                                        + "|Indian|Pacific)/.*"))
                                .sorted())
                .toList();
    }

    public List<Integer> getPriorities() {
        return IntStream.rangeClosed(0, 9).mapToObj(i -> 9 - i).toList();
    }

    public String getFrom() {
        return from;
    }

    public void setFrom(String from) {
        this.from = from;
    }
}
