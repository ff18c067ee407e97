package org.jobyard.submission;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import org.jobyard.platform.JobyardException;
import org.jobyard.registration.Committer;
import org.jobyard.security.Caller;

/** Takes a job from a submitter who waits for the answer. Has no transaction itself: the committer begins one, shared with others. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SubmitJob {
    @Inject
    SubmissionRules rules;

    @Inject
    Committer committer;

    /**
     * Submits a job; returns when it is durable: dispatched, or waiting.
     *
     * @throws JobyardException INVALID with each wrong field, TOO_LARGE, FORBIDDEN, MISMATCH when the idempotency key
     *     came with another request before, CONFLICT when the id is another's
     */
    public Submitted submit(Caller caller, JobRequest request) {
        return Answers.orThrow(
                committer.register(List.of(rules.check(caller, request))).get(0));
    }
}
