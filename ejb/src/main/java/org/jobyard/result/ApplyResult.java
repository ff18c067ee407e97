package org.jobyard.result;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jobyard.dispatch.Changes;
import org.jobyard.job.Ending;
import org.jobyard.job.Job;
import org.jobyard.job.JobEvent;
import org.jobyard.messaging.JsonColumns;
import org.jobyard.messaging.StorableJson;
import org.jobyard.platform.Texts;
import org.jobyard.sdk.message.ErrorInfo;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.sdk.message.Result;

/** Applies the result of the accepted execution to its RUNNING job. The job is locked by the caller. */
@ApplicationScoped
public class ApplyResult {
    private static final int CODE_MAX = 100;
    private static final int MESSAGE_MAX = 10_000;

    @Inject
    EndJob endJob;

    /**
     * Applies a result.
     *
     * @param by the worker; may be null
     */
    public void apply(Job job, Result result, String by, Changes changes) {
        Ending reported = ending(job, result);
        if (job.isCancelRequested()) {
            endJob.end(job, cancelled(reported, result.outcome()), by, changes);
        } else if (result.outcome() == Outcome.CANCELLED && !job.execution().isExpired()) {
            // Nobody asked for it: the worker was stopped, or took a revoke for its own.
            endJob.lose(job, "The worker ended the execution without being asked to.", changes);
        } else {
            endJob.finish(job, reported, by, changes);
        }
    }

    private Ending ending(Job job, Result result) {
        ErrorInfo error = result.error();
        boolean stopped =
                result.outcome() == Outcome.CANCELLED && job.execution().isExpired();
        Ending limit = stopped ? endJob.timedOut(job, "Its worker was told to end it.") : null;
        return new Ending(
                event(job, result.outcome()),
                result.exitCode(),
                stopped ? limit.errorCode() : code(result, error),
                stopped ? limit.errorMessage() : error == null ? null : text(error.message(), MESSAGE_MAX),
                result.result() == null ? null : JsonColumns.text(StorableJson.repaired(result.result())),
                result.outputs() == null || result.outputs().isEmpty() ? null : JsonColumns.text(result.outputs()),
                text(result.location(), MESSAGE_MAX),
                result.stdoutBytes(),
                result.stderrBytes());
    }

    private static JobEvent event(Job job, Outcome outcome) {
        return switch (outcome) {
            case SUCCEEDED -> JobEvent.SUCCEED;
            case FAILED -> JobEvent.FAIL;
            case TIMED_OUT -> JobEvent.TIME_OUT;
            case CANCELLED -> job.execution().isExpired() ? JobEvent.TIME_OUT : JobEvent.CANCEL;
        };
    }

    private static String code(Result result, ErrorInfo error) {
        if (error != null && error.code() != null) {
            return text(error.code(), CODE_MAX);
        }
        return switch (result.outcome()) {
            case SUCCEEDED -> null;
            case FAILED -> "FAILED";
            case TIMED_OUT -> EndJob.TIMED_OUT;
            case CANCELLED -> EndJob.CANCELLED;
        };
    }

    /** A cancel that was asked for wins over whatever came after it (docs/adr/0005); the history keeps what came. */
    private static Ending cancelled(Ending reported, Outcome outcome) {
        String detail = outcome == Outcome.CANCELLED
                ? "Cancelled while it ran."
                : "Cancelled; its worker had ended it as " + outcome + ".";
        return new Ending(
                JobEvent.CANCEL,
                reported.exitCode(),
                EndJob.CANCELLED,
                detail,
                reported.result(),
                reported.outputs(),
                reported.location(),
                reported.stdoutBytes(),
                reported.stderrBytes());
    }

    private static String text(String text, int longest) {
        return Texts.storableForm(Texts.shortened(text, longest));
    }
}
