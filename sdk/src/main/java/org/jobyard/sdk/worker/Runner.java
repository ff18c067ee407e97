package org.jobyard.sdk.worker;

import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jobyard.sdk.amqp.Outbox;
import org.jobyard.sdk.message.ErrorInfo;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.sdk.message.Result;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a handler for one execution and says how it ended. Called on the threads of the type's pool. */
final class Runner {
    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);
    private static final int VERSION = 1;

    private final Events events;
    private final Outbox outbox;
    private final Control control;
    private final Clock clock;

    Runner(Events events, Outbox outbox, Control control, Clock clock) {
        this.events = events;
        this.outbox = outbox;
        this.control = control;
        this.clock = clock;
    }

    /** The result, after everything else of the run was added to the outbox. */
    Result run(Execution execution) {
        Dispatch dispatch = execution.dispatch();
        Instant startedAt = clock.instant();
        var run = new Run(execution);
        if (dispatch.deadline().filter(end -> !startedAt.isBefore(end)).isPresent()) {
            execution.stop(StopReason.DEADLINE_PASSED);
        }
        Optional<TimeLimit> timeout = dispatch.timeout()
                .map(time -> new TimeLimit(control, time, () -> execution.stop(StopReason.TIMED_OUT)));
        timeout.ifPresent(execution::limitedBy);
        Optional<Control.Timer> deadline = dispatch.deadline()
                .map(end -> Duration.between(startedAt, end))
                .map(left -> control.schedule(left, () -> execution.stop(StopReason.DEADLINE_PASSED)));
        Completion completion = handle(execution, run);
        timeout.ifPresent(TimeLimit::cancel);
        deadline.ifPresent(Control.Timer::cancel);
        run.progress.flush();
        run.stdout.close();
        run.stderr.close();
        return new Result(
                VERSION,
                outcome(execution, completion),
                completion.result(),
                completion.exitCode(),
                error(execution, completion),
                run.stdout.length(),
                run.stderr.length(),
                completion.outputs().isEmpty() ? null : completion.outputs(),
                completion.location(),
                startedAt,
                clock.instant());
    }

    /** The result of an execution that never ran here. */
    Result unrun(Outcome outcome, ErrorInfo error) {
        Instant now = clock.instant();
        return new Result(VERSION, outcome, null, null, error, 0, 0, null, null, now, now);
    }

    /** The result of an execution that was ended before it ran. */
    Result cancelled() {
        return unrun(Outcome.CANCELLED, new ErrorInfo("CANCELLED", "It was ended on request."));
    }

    private Completion handle(Execution execution, Run run) {
        try {
            if (execution.begin()) {
                return execution.intake().work().handler().handle(run);
            }
            return new Completion(null, null, null, List.of(), null);
        } catch (JobFailure e) {
            return Completion.failed(e.code(), e.getMessage());
        } catch (InterruptedException e) {
            return Completion.failed("INTERRUPTED", "the run was interrupted");
        } catch (Throwable e) {
            // Errors as well: whatever a handler throws, its job has to end and its worker has to go on.
            LOG.warn("job {} failed in its handler", execution.dispatch().job(), e);
            return Completion.failed("HANDLER_FAILED", e.toString());
        } finally {
            execution.finish();
        }
    }

    private static Outcome outcome(Execution execution, Completion completion) {
        return execution
                .stopping()
                .map(reason -> switch (reason) {
                    case TIMED_OUT, DEADLINE_PASSED -> Outcome.TIMED_OUT;
                    case CANCELLED, WORKER_STOPS -> Outcome.CANCELLED;
                })
                .orElse(completion.error() == null ? Outcome.SUCCEEDED : Outcome.FAILED);
    }

    private static ErrorInfo error(Execution execution, Completion completion) {
        return execution
                .stopping()
                .map(reason -> switch (reason) {
                    case TIMED_OUT -> new ErrorInfo("TIMED_OUT", "It ran longer than allowed and was ended.");
                    case DEADLINE_PASSED ->
                        new ErrorInfo("DEADLINE_PASSED", "It had not ended at its deadline and was ended.");
                    case CANCELLED -> new ErrorInfo("CANCELLED", "It was ended on request.");
                    case WORKER_STOPS -> new ErrorInfo("WORKER_STOPS", "It was ended because its worker stopped.");
                })
                .orElse(completion.error());
    }

    private final class Run implements JobRun {
        private final Execution execution;
        private final LogStream stdout;
        private final LogStream stderr;
        private final ProgressReport progress;

        Run(Execution execution) {
            this.execution = execution;
            this.stdout = new LogStream(execution.dispatch(), "stdout", events, outbox, control);
            this.stderr = new LogStream(execution.dispatch(), "stderr", events, outbox, control);
            this.progress = new ProgressReport(execution.dispatch(), events, control);
        }

        @Override
        public Dispatch dispatch() {
            return execution.dispatch();
        }

        @Override
        public OutputStream stdout() {
            return stdout;
        }

        @Override
        public OutputStream stderr() {
            return stderr;
        }

        @Override
        public void progress(Double fraction, String message) {
            progress.report(fraction, message);
        }

        @Override
        public void pausable(Pausable how) {
            execution.pausable(how);
        }

        @Override
        public Optional<StopReason> stopping() {
            return execution.stopping();
        }
    }
}
