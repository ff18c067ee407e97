package org.jobyard.web.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.FieldError;
import org.jobyard.platform.JobyardException;
import org.jobyard.sdk.message.Headers;
import org.jobyard.submission.BulkOutcome;
import org.jobyard.submission.SubmitJob;
import org.jobyard.web.api.error.Problems;
import org.jobyard.web.security.CurrentCaller;

/** Submit many jobs with one request. */
@Path("v1/jobs/bulk")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class BulkResource {

    static final int MOST = 1000;

    @Inject
    CurrentCaller caller;

    @Inject
    SubmitJob submitJob;

    @Inject
    Problems problems;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public BulkAnswer submit(@HeaderParam(Headers.TRACEPARENT) String traceParent, BulkSubmission submission) {
        check(submission);
        List<BulkOutcome> outcomes = submitJob.submitAll(
                caller.get(),
                submission.jobs().stream()
                        .map(item -> item.job().request(item.idempotencyKey(), traceParent))
                        .toList());
        return new BulkAnswer(outcomes.stream().map(this::result).toList());
    }

    private BulkAnswer.Result result(BulkOutcome outcome) {
        return outcome.refusal() == null
                ? BulkAnswer.Result.of(outcome.submitted())
                : BulkAnswer.Result.of(problems.of(outcome.refusal()));
    }

    private static void check(BulkSubmission submission) {
        List<FieldError> errors = new ArrayList<>();
        List<BulkSubmission.Item> jobs = submission.jobs();
        if (jobs == null || jobs.isEmpty() || jobs.size() > MOST) {
            errors.add(new FieldError("jobs", "must have 1 to " + MOST + " elements"));
        } else {
            for (int i = 0; i < jobs.size(); i++) {
                if (jobs.get(i) == null || jobs.get(i).job() == null) {
                    errors.add(new FieldError("jobs." + i + ".job", "is missing"));
                }
            }
        }
        if (!errors.isEmpty()) {
            throw new JobyardException(ErrorCode.INVALID, "The request is not valid.", errors);
        }
    }
}
