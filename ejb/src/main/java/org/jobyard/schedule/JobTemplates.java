package org.jobyard.schedule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jobyard.dispatch.JobName;
import org.jobyard.job.JobSpec;
import org.jobyard.job.SameName;
import org.jobyard.messaging.JsonColumns;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.FieldError;
import org.jobyard.platform.JobyardException;
import org.jobyard.registration.Registration;
import org.jobyard.sdk.message.Json;
import org.jobyard.sdk.message.MalformedMessageException;
import org.jobyard.security.AccessPath;
import org.jobyard.security.Caller;
import org.jobyard.security.Role;
import org.jobyard.submission.JobRequest;
import org.jobyard.submission.SubmissionRules;

/** The job that a schedule submits at each slot: checked by the rules of every submission, when it is saved and each time. */
@ApplicationScoped
class JobTemplates {
    private static final Logger LOG = Logger.getLogger(JobTemplates.class.getName());

    @Inject
    SubmissionRules rules;

    /**
     * Checks what someone wants submitted.
     *
     * @param scheduleName the job's name when it has none
     * @return the column
     * @throws JobyardException as every submission is refused; the fields begin with {@code job.}
     */
    String check(Caller caller, JobRequest job, String scheduleName) {
        if (job == null) {
            throw invalid(List.of(new FieldError("job", "must be given: what to submit at each slot")));
        }
        List<FieldError> errors = new ArrayList<>();
        if (job.startAt() != null) {
            errors.add(new FieldError("job.startAt", "must not be given: the schedule says when"));
        }
        JobRequest plain = job.again(job.name() == null ? scheduleName : job.name(), null);
        try {
            rules.check(caller, plain);
        } catch (JobyardException refusal) {
            if (refusal.errors().isEmpty()) {
                throw refusal;
            }
            refusal.errors().forEach(error -> errors.add(new FieldError("job." + error.field(), error.message())));
        }
        if (!errors.isEmpty()) {
            throw invalid(errors);
        }
        return JsonColumns.text(plain);
    }

    private static JobyardException invalid(List<FieldError> errors) {
        return new JobyardException(ErrorCode.INVALID, "The job of the schedule is not valid.", errors);
    }

    /**
     * What to register for a slot.
     *
     * @throws JobyardException when such a job may not be submitted any more
     */
    Registration registration(Schedule schedule, Instant slot) {
        // No user is asked for: who may save a schedule was checked then.
        Caller owner = new Caller(null, schedule.owner(), schedule.tenant(), Role.ENGINEER, AccessPath.SYSTEM);
        JobRequest job = job(schedule.job());
        return rules.check(owner, job.again(job.name(), slot)).ofSchedule(schedule.id());
    }

    /** The names that runs of schedules ask for; runs that may have any name at any time ask for none. */
    Set<JobName> namesAskedFor(Collection<Schedule> schedules) {
        Set<JobName> names = new LinkedHashSet<>();
        for (Schedule schedule : schedules) {
            try {
                JobSpec run = registration(schedule, null).spec();
                if (run.terms().sameName() != SameName.ALLOW) {
                    names.add(new JobName(run.tenant(), run.name()));
                }
            } catch (JobyardException refusal) {
                // It has no run, either: its slot is refused in the same way, and keeps why.
                LOG.log(Level.FINE, refusal, () -> "No run of schedule " + schedule.id());
            }
        }
        return names;
    }

    /** The job in the form in which a client submits it, so that what is seen can be sent again; the column keeps its terms together. */
    static ObjectNode asSubmitted(String column) {
        ObjectNode job = JsonColumns.object(column);
        if (job.remove("terms") instanceof ObjectNode terms) {
            job.setAll(terms);
        }
        return job;
    }

    private static JobRequest job(String column) {
        try {
            return Json.read(column.getBytes(StandardCharsets.UTF_8), JobRequest.class);
        } catch (MalformedMessageException e) {
            // Saved by another version; the other schedules go on.
            JobyardException refusal = new JobyardException(
                    ErrorCode.INVALID, "The job of the schedule cannot be read any more: save the schedule again.");
            refusal.initCause(e);
            throw refusal;
        }
    }
}
