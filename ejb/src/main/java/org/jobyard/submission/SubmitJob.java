package org.jobyard.submission;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jobyard.dispatch.Broker;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.JobyardException;
import org.jobyard.platform.WorkGate;
import org.jobyard.registration.Committer;
import org.jobyard.registration.Registered;
import org.jobyard.registration.Registration;
import org.jobyard.security.Caller;

/** Takes a job from a submitter who waits for the answer. Not to be called in a transaction: the committer begins one,
 * shared with others. */
@ApplicationScoped
public class SubmitJob {
    @Inject
    SubmissionRules rules;

    @Inject
    Committer committer;

    @Inject
    Broker broker;

    @Inject
    WorkGate gate;

    /**
     * Submits a job; returns when it is durable: dispatched, or waiting.
     *
     * @throws JobyardException INVALID with each wrong field, TOO_LARGE, FORBIDDEN, MISMATCH when the idempotency key
     *     came with another request before, CONFLICT when the id is another's, UNAVAILABLE while the broker takes no
     *     messages: what it cannot take is not piled up here; and when this node is about to end
     */
    public Submitted submit(Caller caller, JobRequest request) {
        requireBrokerTakes();
        return register(rules.check(caller, request));
    }

    /** Registers a job that was checked, unless this node is about to end. */
    Submitted register(Registration registration) {
        return Answers.orThrow(
                gate.through(() -> committer.register(List.of(registration))).get(0));
    }

    /**
     * Submits jobs; returns when all that are right are durable, in one transaction. A wrong one spoils nothing for the
     * others.
     *
     * @return what became of each, in their order
     * @throws JobyardException UNAVAILABLE while the broker takes no messages, and when this node is about to end
     */
    public List<BulkOutcome> submitAll(Caller caller, List<JobRequest> requests) {
        requireBrokerTakes();
        return registerEach(requests, request -> rules.check(caller, request));
    }

    /** Registers what each wish gives, together; a wish that is refused spoils nothing for the others. */
    <W> List<BulkOutcome> registerEach(List<W> wishes, Function<W, Registration> check) {
        List<Registration> right = new ArrayList<>();
        List<JobyardException> refusals = new ArrayList<>();
        for (W wish : wishes) {
            JobyardException refusal = null;
            try {
                right.add(check.apply(wish));
            } catch (JobyardException wrong) {
                refusal = wrong;
            }
            refusals.add(refusal);
        }
        Iterator<Registered> registered =
                gate.through(() -> committer.register(right)).iterator();
        return refusals.stream()
                .map(refusal -> refusal == null ? outcome(registered.next()) : BulkOutcome.refused(refusal))
                .toList();
    }

    /** What the broker cannot take is not piled up here. */
    void requireBrokerTakes() {
        if (broker.control().isBlocked()) {
            throw new JobyardException(
                    ErrorCode.UNAVAILABLE, "The broker takes no messages for now; submit again later.");
        }
    }

    private static BulkOutcome outcome(Registered registered) {
        try {
            return BulkOutcome.taken(Answers.orThrow(registered));
        } catch (JobyardException refusal) {
            return BulkOutcome.refused(refusal);
        }
    }
}
