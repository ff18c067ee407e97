package org.jobyard.status;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jobyard.dispatch.Changes;
import org.jobyard.job.Job;
import org.jobyard.job.JobState;
import org.jobyard.log.LogChunk;
import org.jobyard.messaging.ClientMessages;
import org.jobyard.platform.Setting;
import org.jobyard.platform.Settings;
import org.jobyard.platform.Texts;
import org.jobyard.result.ApplyResult;
import org.jobyard.result.EndJob;
import org.jobyard.sdk.message.CommandKind;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.sdk.message.Progress;
import org.jobyard.sdk.message.Result;
import org.jobyard.workers.LateEvents;

/**
 * What events of executions do to their jobs. Only the execution that was dispatched last counts, and of that only the
 * worker that started it; the others are told to stop. Each event may come twice, late, or in another order than it was
 * sent. The jobs are locked by the caller.
 */
@ApplicationScoped
class ExecutionEvents {
    private static final int MESSAGE_MAX = 1000;

    @Inject
    ApplyResult applyResult;

    @Inject
    EndJob endJob;

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    /**
     * Applies an event.
     *
     * @param chunks where pieces of logs go that are to be kept
     */
    void apply(Job job, WorkerEvent.OfExecution event, List<LogChunk> chunks, Changes changes) {
        WorkerEvent.Source source = event.source();
        if (source.execution() != null && !job.execution().is(source.execution())) {
            if (event instanceof WorkerEvent.Ended ended) {
                tooLate(source, ended.body().outcome(), changes);
            } else {
                late(source, changes);
            }
            return;
        }
        if (event instanceof WorkerEvent.Started) {
            started(job, source, changes);
        } else if (event instanceof WorkerEvent.Logged logged) {
            logged(job, logged, chunks, changes);
        } else if (event instanceof WorkerEvent.Progressed progressed) {
            progressed(job, progressed, changes);
        } else if (event instanceof WorkerEvent.Held held) {
            held(job, held, changes);
        } else if (event instanceof WorkerEvent.Ended ended) {
            ended(job, source, ended.body(), changes);
        } else if (event instanceof WorkerEvent.Replied replied) {
            ended(job, source, success(replied.body()), changes);
        }
    }

    private void started(Job job, WorkerEvent.Source source, Changes changes) {
        if (job.getState() == JobState.ENQUEUED && job.isOverdue(clock.instant())) {
            // Quicker than the timer: it must not begin any more.
            endJob.passDeadline(job, changes);
            refuse(source, changes.count("starts_refused"));
        } else if (job.getState() == JobState.ENQUEUED) {
            start(job, source, clock.instant(), changes);
            accept(source, changes);
        } else if (job.isAtWorker() && job.execution().isBoundTo(source.instance())) {
            // The same start again: its answer was lost, or the broker delivered the dispatch twice.
            accept(source, changes);
            if (job.isCancelRequested()) {
                changes.command(CommandKind.CANCEL, source.worker(), source.job(), source.execution());
            } else if (job.getState() == JobState.PAUSED) {
                changes.command(CommandKind.PAUSE, source.worker(), source.job(), source.execution());
            }
        } else {
            // Ended, cancelled, or another worker has it: if that one is dead, its lease says so.
            refuse(source, changes.count("starts_refused"));
        }
    }

    private void start(Job job, WorkerEvent.Source source, Instant at, Changes changes) {
        job.start(source.worker(), source.instance(), at, settings.duration(Setting.TIMEOUT_GRACE));
        changes.moved(job);
    }

    private static void accept(WorkerEvent.Source source, Changes changes) {
        changes.command(CommandKind.ACCEPT, source.worker(), source.job(), source.execution());
    }

    /** It is no longer that worker's. */
    private static void late(WorkerEvent.Source source, Changes changes) {
        LateEvents.count(source.worker(), changes);
        refuse(source, changes);
    }

    private static void refuse(WorkerEvent.Source source, Changes changes) {
        changes.command(CommandKind.REVOKE, source.worker(), source.job(), source.execution());
    }

    private void logged(Job job, WorkerEvent.Logged event, List<LogChunk> chunks, Changes changes) {
        if (isGivenUp(job, event.source())) {
            late(event.source(), changes);
            if (job.isAtWorker()) {
                return;
            }
        }
        chunks.add(event.chunk());
        changes.seen(job);
        if (job.getState().isTerminal()) {
            changes.ended(job);
        }
    }

    private void progressed(Job job, WorkerEvent.Progressed event, Changes changes) {
        if (isGivenUp(job, event.source())) {
            late(event.source(), changes);
            return;
        }
        if (!job.isAtWorker()) {
            return;
        }
        Progress body = event.body();
        job.report(body.fraction(), Texts.storableForm(Texts.shortened(body.message(), MESSAGE_MAX)));
        changes.moved(job);
        if (job.spec().replyTo() != null) {
            changes.send(ClientMessages.progress(job, body));
        }
    }

    /** The worker holds it, or goes on. Whoever wants the other thing by now has it told again. */
    private void held(Job job, WorkerEvent.Held event, Changes changes) {
        WorkerEvent.Source source = event.source();
        if (isGivenUp(job, source)) {
            late(source, changes);
            return;
        }
        if (!job.isAtWorker() || job.isCancelRequested() || job.execution().isExpired()) {
            return;
        }
        boolean wanted = job.getState() == JobState.PAUSED;
        Duration grace = settings.duration(Setting.TIMEOUT_GRACE);
        if (event.paused() == wanted) {
            job.confirm(grace);
        } else {
            job.awaitWorker(grace, clock.instant().plus(settings.duration(Setting.CANCEL_REPEAT)));
            CommandKind kind = wanted ? CommandKind.PAUSE : CommandKind.CONTINUE;
            changes.command(kind, source.worker(), source.job(), source.execution());
        }
        changes.moved(job);
    }

    private void ended(Job job, WorkerEvent.Source source, Result result, Changes changes) {
        if (job.getState() == JobState.ENQUEUED) {
            // The result overtook the start, or the work was too short for one, or the worker sends none.
            start(job, source, began(job, result), changes);
        }
        if (isGivenUp(job, source)) {
            tooLate(source, result.outcome(), changes);
            return;
        }
        if (!job.isAtWorker()) {
            return;
        }
        applyResult.apply(job, result, source.worker(), changes);
    }

    /** By the server's clock: as long ago as the worker says it took, but not before it was dispatched. */
    private Instant began(Job job, Result result) {
        Instant now = clock.instant();
        Instant dispatched = job.execution().enqueuedAt();
        if (result.startedAt() == null || result.endedAt() == null || !now.isAfter(dispatched)) {
            return now;
        }
        Duration took = Duration.between(result.startedAt(), result.endedAt());
        if (took.compareTo(Duration.between(dispatched, now)) > 0) {
            return dispatched;
        }
        return took.isNegative() ? now : now.minus(took);
    }

    /** Whose result came too late is told so; not one that was stopped: it might answer, and be answered, for ever. */
    private static void tooLate(WorkerEvent.Source source, Outcome outcome, Changes changes) {
        LateEvents.count(source.worker(), changes);
        if (outcome != Outcome.CANCELLED) {
            refuse(source, changes);
        }
    }

    /**
     * True when nobody waits any more for what the worker does: its execution was taken from it, because it was lost or
     * too slow, even if no other has begun yet; or another process has started it.
     */
    private static boolean isGivenUp(Job job, WorkerEvent.Source source) {
        return switch (job.getState()) {
            case ENQUEUED -> false;
            case REGISTERED, SCHEDULED, WAITING, RUNNING, PAUSED, BLOCKED ->
                job.execution().startedAt() == null
                        || (source.instance() != null && !job.execution().isBoundTo(source.instance()));
            case SUCCEEDED, FAILED, CANCELLED, TIMED_OUT -> !job.ending().isReported();
        };
    }

    private Result success(ObjectNode body) {
        Instant now = clock.instant();
        return new Result(1, Outcome.SUCCEEDED, body, null, null, 0, 0, null, null, null, now);
    }
}
