package org.jobyard.worker.script;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jobyard.sdk.message.ErrorInfo;
import org.jobyard.sdk.store.ExecutionFolder;
import org.jobyard.sdk.store.OutputStore;
import org.jobyard.sdk.worker.Completion;
import org.jobyard.sdk.worker.Dispatch;
import org.jobyard.sdk.worker.JobFailure;
import org.jobyard.sdk.worker.JobHandler;
import org.jobyard.sdk.worker.JobRun;
import org.jobyard.sdk.worker.StopReason;
import org.jobyard.worker.process.OutputPump;
import org.jobyard.worker.process.RunFolder;
import org.jobyard.worker.process.RunFolders;
import org.jobyard.worker.process.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a job of type {@code script}: in a folder of its own, in a session of its own, with an environment of its own. When
 * it returns, no process of the script is left and its folder is gone.
 */
public final class ScriptHandler implements JobHandler {
    /** The type of job. */
    public static final String TYPE = "script";

    private static final Logger LOG = LoggerFactory.getLogger(ScriptHandler.class);
    private static final Duration LAST_OUTPUT = Duration.ofSeconds(5);
    private static final int SIGNALLED = 128;

    private final RunFolders folders;
    private final OutputCollector collector;
    private final Interpreter interpreter;
    private final ScriptEnvironment environment;
    private final ScriptLimits limits;

    /** A handler that keeps outputs with this collector. */
    ScriptHandler(RunFolders folders, OutputCollector collector, ScriptLimits limits) {
        this.folders = folders;
        this.collector = collector;
        this.interpreter = new Interpreter(limits.searchPath());
        this.environment = new ScriptEnvironment(limits.searchPath());
        this.limits = limits;
    }

    /**
     * A handler.
     *
     * @param store where outputs go
     * @param mostBytes most bytes of outputs that one script may leave
     * @param mostFiles most files
     */
    public static ScriptHandler create(
            RunFolders folders, OutputStore store, long mostBytes, long mostFiles, ScriptLimits limits) {
        return new ScriptHandler(folders, new OutputCollector(store, mostBytes, mostFiles), limits);
    }

    @Override
    public boolean canPause() {
        return true;
    }

    @Override
    public Completion handle(JobRun run) throws JobFailure, InterruptedException {
        if (run.dispatch().destination().isPresent()) {
            // The server refuses it for its own type; this handler may serve another one.
            throw new JobFailure(
                    "DESTINATION_UNKNOWN",
                    "a script runs on the host of its worker, not at "
                            + run.dispatch().destination().get());
        }
        ScriptParameters parameters = ScriptParameters.of(run.dispatch().parameters());
        List<String> command = interpreter.commandFor(parameters);
        RunFolder folder = prepare(run.dispatch(), parameters);
        try {
            return run(run, folder, parameters, command);
        } finally {
            remove(folder);
        }
    }

    private RunFolder prepare(Dispatch dispatch, ScriptParameters parameters) throws JobFailure {
        try {
            RunFolder folder = folders.create(dispatch.execution());
            Files.writeString(folder.script(), parameters.script());
            Files.setPosixFilePermissions(folder.script(), PosixFilePermissions.fromString("rwx------"));
            return folder;
        } catch (IOException e) {
            throw new JobFailure("WORK_FOLDER_FAILED", "the worker cannot write the script's folder: " + reason(e));
        }
    }

    private Completion run(JobRun run, RunFolder folder, ScriptParameters parameters, List<String> command)
            throws JobFailure, InterruptedException {
        Process process = start(run.dispatch(), folder, parameters, command);
        Session session = note(folder, process);
        OutputPump stdout = OutputPump.start("stdout", process.getInputStream(), run.stdout(), limits.logBytes());
        OutputPump stderr = OutputPump.start("stderr", process.getErrorStream(), run.stderr(), limits.logBytes());
        List<String> remarks = new ArrayList<>();
        run.pausable(session);
        try {
            process.waitFor();
            List<String> left = session.members();
            if (!left.isEmpty()) {
                remarks.add("ending what the script left running: " + String.join(", ", left));
            }
        } catch (InterruptedException e) {
            remarks.add(whyEnded(run) + ", ending the script");
        }
        List<String> undead = session.end(limits.grace());
        if (undead.isEmpty()) {
            process.waitFor();
        } else {
            remarks.add("could not be ended: " + String.join(", ", undead));
        }
        stdout.finish(LAST_OUTPUT);
        stderr.finish(LAST_OUTPUT);
        return complete(run, folder, process, stderr.tail(), remarks);
    }

    private Process start(Dispatch dispatch, RunFolder folder, ScriptParameters parameters, List<String> command)
            throws JobFailure {
        // setsid does not fork here, since no child of a JVM leads a group: the process that is waited for leads the
        // session.
        List<String> line = Stream.of(
                        List.of("setsid"), command, List.of(folder.script().toString()), parameters.arguments())
                .flatMap(List::stream)
                .toList();
        var builder = new ProcessBuilder(line).directory(folder.work().toFile());
        builder.environment().clear();
        builder.environment().putAll(environment.of(dispatch, parameters, folder));
        builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new JobFailure("START_FAILED", "the script cannot be started: " + reason(e));
        }
    }

    private static Session note(RunFolder folder, Process process) throws JobFailure {
        try {
            return folder.started(process);
        } catch (IOException e) {
            process.destroyForcibly();
            throw new JobFailure("WORK_FOLDER_FAILED", "the worker cannot write the script's folder: " + reason(e));
        }
    }

    private static String whyEnded(JobRun run) {
        return switch (run.stopping().orElse(StopReason.CANCELLED)) {
            case TIMED_OUT -> "the time limit is reached";
            case DEADLINE_PASSED -> "the deadline is reached";
            case CANCELLED, WORKER_STOPS -> "cancelled";
        };
    }

    private Completion complete(JobRun run, RunFolder folder, Process process, String lastWords, List<String> remarks) {
        Integer exitCode = process.isAlive() ? null : Integer.valueOf(process.exitValue());
        ErrorInfo error = exitCode == null
                ? new ErrorInfo("NOT_ENDED", "the script's processes could not be ended")
                : exitCode == 0 ? null : new ErrorInfo("EXIT_CODE", exitText(exitCode, lastWords));
        Dispatch dispatch = run.dispatch();
        var target = new ExecutionFolder(dispatch.tenant(), dispatch.job(), dispatch.execution());
        OutputCollector.Collected outputs;
        try {
            outputs = collector.collect(folder.output(), target);
            remarks.addAll(outputs.remarks());
            if (!outputs.complete() && error == null) {
                error = new ErrorInfo("OUTPUT_INCOMPLETE", String.join("; ", outputs.remarks()));
            }
        } catch (IOException e) {
            LOG.warn("outputs of job {} could not be kept", dispatch.job(), e);
            outputs = new OutputCollector.Collected(List.of(), List.of(), false);
            error = new ErrorInfo("OUTPUT_NOT_KEPT", "the files of the script could not be kept: " + reason(e));
        }
        remark(run.stderr(), remarks);
        return new Completion(
                null, exitCode, error, outputs.files(), outputs.files().isEmpty() ? null : collector.location(target));
    }

    private static String exitText(int exitCode, String lastWords) {
        String text = "exit code " + exitCode;
        if (exitCode > SIGNALLED) {
            text += " (as after signal " + (exitCode - SIGNALLED) + ")";
        }
        String last = lastWords.strip();
        return last.isEmpty() ? text : text + ": " + last;
    }

    private static void remark(OutputStream stderr, List<String> remarks) {
        try {
            for (String remark : remarks) {
                stderr.write(("[jobyard: " + remark + "]\n").getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            LOG.warn("remarks that did not reach the job's log: {}", remarks, e);
        }
    }

    private static void remove(RunFolder folder) {
        try {
            folder.remove();
        } catch (IOException e) {
            LOG.warn("the folder of a script could not be removed: {}", reason(e));
        }
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
