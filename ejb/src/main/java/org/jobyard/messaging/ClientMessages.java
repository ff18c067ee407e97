package org.jobyard.messaging;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jobyard.job.Ending;
import org.jobyard.job.Job;
import org.jobyard.platform.FieldError;
import org.jobyard.platform.JobyardException;
import org.jobyard.platform.NameTakenException;
import org.jobyard.sdk.message.ErrorInfo;
import org.jobyard.sdk.message.EventKind;
import org.jobyard.sdk.message.Headers;
import org.jobyard.sdk.message.JobEnd;
import org.jobyard.sdk.message.Json;
import org.jobyard.sdk.message.Progress;
import org.jobyard.sdk.message.Refusal;
import org.jobyard.sdk.message.Status;

/** What a submitter over AMQP is told. Each is for the queue that its submission named, and for nobody else. */
public final class ClientMessages {
    private static final int VERSION = 1;

    private ClientMessages() {}

    /** The state that a job is in. */
    public static Outgoing status(Job job, String replyTo, Instant at) {
        return status(job, job.getState().name(), job.getReason(), replyTo, at);
    }

    /** A state that a job passed through. */
    public static Outgoing status(Job job, String state, String reason, String replyTo, Instant at) {
        return of(EventKind.STATUS, job.getId(), replyTo, new Status(VERSION, job.getId(), state, reason, at));
    }

    /** How far a job is. May be lost: the next one says more. */
    public static Outgoing progress(Job job, Progress progress) {
        return of(EventKind.PROGRESS, job.getId(), job.spec().replyTo(), progress)
                .asBestEffort();
    }

    /** The one result of an ended job. */
    public static Outgoing end(Job job, String replyTo) {
        Ending ending = job.ending();
        ErrorInfo error = ending.errorCode() == null ? null : new ErrorInfo(ending.errorCode(), ending.errorMessage());
        JobEnd end = new JobEnd(
                VERSION,
                job.getId(),
                job.getState().name(),
                JsonColumns.tree(ending.result()),
                ending.exitCode(),
                error,
                JsonColumns.outputs(ending.outputs()),
                ending.location(),
                job.getAttempt(),
                job.getEndedAt());
        return of(EventKind.RESULT, job.getId(), replyTo, end);
    }

    /** A request that changed nothing; goes to the queue that the request named. */
    public static Outgoing refused(Incoming request, JobyardException refusal) {
        List<Refusal.FieldError> errors =
                refusal.errors().stream().map(ClientMessages::error).toList();
        UUID conflicting = refusal instanceof NameTakenException taken ? taken.job() : null;
        Refusal body = new Refusal(VERSION, refusal.code().name(), refusal.getMessage(), errors, conflicting);
        String job = request.header(Headers.JOB);
        return Outgoing.toQueue(request.replyTo(), Json.write(body))
                .answering(request.messageId())
                .with(Headers.EVENT, EventKind.REFUSED.wire())
                .with(Headers.JOB, job == null ? request.messageId() : job);
    }

    private static Refusal.FieldError error(FieldError error) {
        return new Refusal.FieldError(error.field(), error.message());
    }

    private static Outgoing of(EventKind kind, UUID job, String replyTo, Object body) {
        return Outgoing.toQueue(replyTo, Json.write(body))
                .answering(job.toString())
                .with(Headers.EVENT, kind.wire())
                .with(Headers.JOB, job);
    }
}
