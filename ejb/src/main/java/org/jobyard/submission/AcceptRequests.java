package org.jobyard.submission;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jobyard.control.Cancellation;
import org.jobyard.dispatch.ChangeWriter;
import org.jobyard.dispatch.Changes;
import org.jobyard.job.Backoff;
import org.jobyard.job.Retry;
import org.jobyard.job.SameName;
import org.jobyard.job.Terms;
import org.jobyard.messaging.ClientMessages;
import org.jobyard.messaging.DeadLetters;
import org.jobyard.messaging.Incoming;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.FieldError;
import org.jobyard.platform.JobyardException;
import org.jobyard.registration.RegisterJobs;
import org.jobyard.registration.Registered;
import org.jobyard.registration.Registration;
import org.jobyard.sdk.message.Headers;
import org.jobyard.sdk.message.Json;
import org.jobyard.sdk.message.MalformedMessageException;
import org.jobyard.sdk.message.Queues;
import org.jobyard.sdk.message.RequestKind;
import org.jobyard.sdk.message.Submission;
import org.jobyard.security.AccessPath;
import org.jobyard.security.BearerTokens;
import org.jobyard.security.Caller;

/**
 * Takes requests that came as messages, a batch in one transaction. A wrong request is answered with a refusal, or put
 * to the dead letters when it names no queue for an answer; it never holds up the others.
 */
@Stateless
public class AcceptRequests {
    @Inject
    BearerTokens tokens;

    @Inject
    SubmissionRules rules;

    @Inject
    RegisterJobs registerJobs;

    @Inject
    RepeatStatus repeatStatus;

    @Inject
    Cancellation cancellation;

    @Inject
    ChangeWriter writer;

    @Inject
    Clock clock;

    /** Takes requests; submissions are registered together, then cancels are looked at. */
    public void accept(List<Incoming> messages) {
        Changes changes = new Changes();
        Map<String, Optional<Caller>> callers = new HashMap<>();
        Map<Incoming, Registration> submissions = new LinkedHashMap<>();
        Map<Incoming, Caller> cancels = new LinkedHashMap<>();
        for (Incoming message : messages) {
            try {
                Caller caller = caller(message, callers);
                if (kind(message) == RequestKind.SUBMIT) {
                    submissions.put(message, rules.check(caller, request(message)));
                } else {
                    cancels.put(message, caller);
                }
            } catch (JobyardException refusal) {
                refuse(message, refusal, changes);
            }
        }
        register(submissions, changes);
        cancels.forEach((message, caller) -> cancel(message, caller, changes));
        writer.write(changes);
    }

    private Caller caller(Incoming message, Map<String, Optional<Caller>> callers) {
        String secret = message.header(Headers.TOKEN);
        return Optional.ofNullable(secret)
                .flatMap(known -> callers.computeIfAbsent(known, s -> tokens.authenticate(s, AccessPath.AMQP)))
                .orElseThrow(() -> new JobyardException(
                        ErrorCode.UNAUTHENTICATED, "The header " + Headers.TOKEN + " has no valid token."));
    }

    private static RequestKind kind(Incoming message) {
        String kind = message.header(Headers.REQUEST);
        for (RequestKind known : RequestKind.values()) {
            if (kind == null || known.wire().equals(kind)) {
                return known;
            }
        }
        throw invalid(Headers.REQUEST, "must be submit or cancel");
    }

    private static JobRequest request(Incoming message) {
        try {
            Submission body = Json.readStrictly(message.body(), Submission.class);
            return JobRequest.of(body.type())
                    .id(SubmissionRules.id(message.messageId()))
                    .name(body.name())
                    .parameters(body.parameters())
                    .priority(body.priority())
                    .startAt(body.startAt())
                    .timeout(body.timeout())
                    .reference(body.reference())
                    .destination(body.destination())
                    .replyTo(message.replyTo())
                    .traceParent(message.header(Headers.TRACEPARENT))
                    .terms(terms(body))
                    .build();
        } catch (MalformedMessageException e) {
            JobyardException refusal = invalid(e.path(), e.getMessage());
            refusal.initCause(e);
            throw refusal;
        }
    }

    private static Terms terms(Submission body) {
        SameName sameName = body.sameName() == null
                ? SameName.ALLOW
                : SameName.valueOf(body.sameName().name());
        Submission.Retry asked = body.retry();
        Retry retry = asked == null
                ? null
                : new Retry(
                        asked.attempts(),
                        asked.delay(),
                        asked.backoff() == null
                                ? null
                                : Backoff.valueOf(asked.backoff().name()),
                        asked.on());
        return new Terms(sameName, retry, body.deadline());
    }

    private static JobyardException invalid(String field, String message) {
        return new JobyardException(
                ErrorCode.INVALID, "The request is not valid.", List.of(new FieldError(field, message)));
    }

    private void register(Map<Incoming, Registration> submissions, Changes changes) {
        List<Registered> outcomes = registerJobs.register(List.copyOf(submissions.values()));
        List<Incoming> messages = new ArrayList<>(submissions.keySet());
        for (int i = 0; i < messages.size(); i++) {
            try {
                Submitted submitted = Answers.orThrow(outcomes.get(i));
                if (submitted.replayed()) {
                    repeatStatus.to(messages.get(i).replyTo(), submitted.id(), changes);
                }
            } catch (JobyardException refusal) {
                refuse(messages.get(i), refusal, changes);
            }
        }
    }

    private void cancel(Incoming message, Caller caller, Changes changes) {
        try {
            cancellation.cancel(caller, SubmissionRules.id(message.header(Headers.JOB)), changes);
        } catch (JobyardException refusal) {
            refuse(message, refusal, changes);
        }
    }

    private void refuse(Incoming message, JobyardException refusal, Changes changes) {
        if (message.replyTo() != null && SubmissionRules.isClientQueue(message.replyTo())) {
            changes.send(ClientMessages.refused(message, refusal));
        } else {
            String reason = refusal.code() + ": " + refusal.getMessage() + " " + refusal.errors();
            changes.send(DeadLetters.of(message, Queues.SUBMISSIONS, reason, clock.instant()));
        }
    }
}
