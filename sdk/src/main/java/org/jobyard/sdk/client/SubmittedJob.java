package org.jobyard.sdk.client;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jobyard.sdk.message.JobEnd;
import org.jobyard.sdk.message.Refusal;

/**
 * A job that was given to the client. Its futures complete on the client's thread: what is chained to them without an
 * executor must not wait for other news.
 */
public final class SubmittedJob {
    private final UUID id;
    private final CompletableFuture<Void> sent = new CompletableFuture<>();
    private final CompletableFuture<Void> registered = new CompletableFuture<>();
    private final CompletableFuture<JobEnd> end = new CompletableFuture<>();

    SubmittedJob(UUID id) {
        this.id = id;
    }

    /** The job's id. */
    public UUID id() {
        return id;
    }

    /** Completes when the submission is safe at the broker: from then on, the end of this process loses nothing. */
    public CompletableFuture<Void> sent() {
        return sent.copy();
    }

    /** Completes when the server has the job; with {@link JobRefusedException} when it refuses it. */
    public CompletableFuture<Void> registered() {
        return registered.copy();
    }

    /** Completes when the job has ended, well or not; with {@link JobRefusedException} when the server refuses it. */
    public CompletableFuture<JobEnd> end() {
        return end.copy();
    }

    void markSent() {
        sent.complete(null);
    }

    void markRegistered() {
        sent.complete(null);
        registered.complete(null);
    }

    void markEnded(JobEnd result) {
        markRegistered();
        end.complete(result);
    }

    /** A refusal after the registration is one of a cancel: the job goes on. */
    void markRefused(Refusal refusal) {
        var reason = new JobRefusedException(refusal);
        if (registered.completeExceptionally(reason)) {
            end.completeExceptionally(reason);
        }
    }

    boolean isRefused() {
        return registered.isCompletedExceptionally();
    }
}
