package org.jobyard.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jobyard.submission.Submitted;
import org.jobyard.web.api.error.Problem;

/**
 * What became of many submissions.
 *
 * @param results one for each, in their order
 */
record BulkAnswer(List<Result> results) {

    /**
     * What became of one.
     *
     * @param status the HTTP status that it would have had alone
     * @param job the durable job; null when it was refused
     * @param problem why it was refused; null when it was taken
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Result(int status, Submitted job, Problem problem) {

        static Result of(Submitted job) {
            return new Result(job.replayed() ? 200 : 201, job, null);
        }

        static Result of(Problem problem) {
            return new Result(problem.status(), null, problem);
        }
    }
}
