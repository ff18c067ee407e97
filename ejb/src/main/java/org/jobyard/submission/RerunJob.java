package org.jobyard.submission;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.jobyard.job.Terms;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.JobyardException;
import org.jobyard.query.JobDetails;
import org.jobyard.query.JobQueries;
import org.jobyard.query.JobSummary;
import org.jobyard.registration.Registration;
import org.jobyard.security.Caller;
import org.jobyard.security.Role;

/** Runs jobs that have ended again, as new jobs. Not to be called in a transaction: the committer begins one. */
@ApplicationScoped
public class RerunJob {
    @Inject
    JobQueries jobs;

    @Inject
    SubmissionRules rules;

    @Inject
    SubmitJob submitJob;

    /**
     * Submits a job like one that has ended: what it does and on what terms are the same; owner, time and trace are those
     * of this request. The submitter of the first is not told of the new one, nor is a schedule of whose runs the first
     * was one.
     *
     * @param key the same key of the same caller and job is the same new job; null: none
     * @param traceParent W3C trace context of the request; may be null
     * @return the new job, durable
     * @throws JobyardException NOT_FOUND when the caller's tenant has no such job, CONFLICT when it has not ended or its
     *     name is taken, and as every submission is refused
     */
    public Submitted rerun(Caller caller, UUID id, String key, String traceParent) {
        submitJob.requireBrokerTakes();
        return submitJob.register(registration(caller, id, key, traceParent));
    }

    /**
     * Submits jobs like those that have ended, in one transaction; what is refused for one spoils nothing for the others.
     *
     * @param key the same key of the same caller and job is the same new job, for each of them; null: none
     * @return what became of each, in their order
     * @throws JobyardException UNAVAILABLE while the broker takes no messages
     */
    public List<BulkOutcome> rerunAll(Caller caller, List<UUID> ids, String key, String traceParent) {
        submitJob.requireBrokerTakes();
        return submitJob.registerEach(
                ids, id -> registration(caller, id, key == null ? null : key + "/" + id, traceParent));
    }

    private Registration registration(Caller caller, UUID id, String key, String traceParent) {
        caller.require(Role.ENGINEER);
        JobDetails original = jobs.find(caller, id)
                .orElseThrow(() -> new JobyardException(ErrorCode.NOT_FOUND, "There is no such job."));
        if (!original.summary().state().isTerminal()) {
            throw new JobyardException(
                    ErrorCode.CONFLICT,
                    "Only a job that has ended can be run again; it is "
                            + original.summary().state() + ".");
        }
        return rules.check(caller, like(original, key, traceParent)).ofRerun(id);
    }

    private static JobRequest like(JobDetails original, String key, String traceParent) {
        JobSummary job = original.summary();
        return JobRequest.of(job.type())
                .name(job.name())
                .parameters(original.parameters())
                .priority(job.priority())
                .timeout(original.timeout())
                .reference(job.reference())
                .destination(job.destination())
                .idempotencyKey(key)
                .traceParent(traceParent)
                .terms(new Terms(original.sameName(), original.retry(), original.deadline()))
                .build();
    }
}
