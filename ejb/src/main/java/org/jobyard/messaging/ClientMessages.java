package org.jobyard.messaging;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jobyard.job.Ending;
import org.jobyard.job.HistoryEntry;
import org.jobyard.job.Job;
import org.jobyard.platform.FieldError;
import org.jobyard.platform.JobyardException;
import org.jobyard.platform.NameTakenException;
import org.jobyard.sdk.message.ErrorInfo;
import org.jobyard.sdk.message.EventKind;
import org.jobyard.sdk.message.Headers;
import org.jobyard.sdk.message.JobEnd;
import org.jobyard.sdk.message.Json;
import org.jobyard.sdk.message.Passed;
import org.jobyard.sdk.message.Progress;
import org.jobyard.sdk.message.Refusal;
import org.jobyard.sdk.message.Status;

/** What a submitter over AMQP is told. Each is for the queue that its submission named, and for nobody else. */
public final class ClientMessages {
    private static final int VERSION = 1;

    private ClientMessages() {}

    /**
     * What a transaction did to a job.
     *
     * @param told its history in the transaction: the state of the last is the job's present one
     */
    public static Outgoing news(Job job, List<HistoryEntry> told) {
        String replyTo = job.spec().replyTo();
        HistoryEntry last = told.get(told.size() - 1);
        List<Passed> passed = told.subList(0, told.size() - 1).stream()
                .map(entry -> new Passed(entry.state().name(), entry.at()))
                .toList();
        return of(job, replyTo, last.at(), passed.isEmpty() ? null : passed);
    }

    /** The state that a job is in, or its one result when it has ended, for one who asks. */
    public static Outgoing present(Job job, String replyTo, Instant now) {
        return of(job, replyTo, now, null);
    }

    private static Outgoing of(Job job, String replyTo, Instant at, List<Passed> passed) {
        return job.getState().isTerminal() ? end(job, replyTo, passed) : status(job, replyTo, at, passed);
    }

    private static Outgoing status(Job job, String replyTo, Instant at, List<Passed> passed) {
        Status status = new Status(VERSION, job.getId(), job.getState().name(), job.getReason(), at, passed);
        return of(EventKind.STATUS, job.getId(), replyTo, status);
    }

    /** How far a job is. May be lost: the next one says more. */
    public static Outgoing progress(Job job, Progress progress) {
        return of(EventKind.PROGRESS, job.getId(), job.spec().replyTo(), progress)
                .asBestEffort();
    }

    private static Outgoing end(Job job, String replyTo, List<Passed> passed) {
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
                job.getEndedAt(),
                passed);
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
