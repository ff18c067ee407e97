package org.jobyard.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A child process in a session of its own, so that Ctrl-C at the terminal reaches only the launcher, which ends its
 * children in order. Its mark is kept in a file while it runs.
 */
public final class Child {
    /** A log that has grown past this is put aside at the next start; the one put aside before it goes. */
    private static final long LOG_LIMIT = 32L << 20;

    private final Process process;
    private final ProcessMark mark;
    private final Path markFile;

    private Child(Process process, ProcessMark mark, Path markFile) {
        this.process = process;
        this.mark = mark;
        this.markFile = markFile;
    }

    /**
     * Starts it, with input from nowhere and its output appended to the log.
     *
     * @throws StartFailure when the program cannot be started
     */
    public static Child start(ProcessBuilder builder, Path log, Path markFile) {
        List<String> command = new ArrayList<>(List.of("setsid"));
        command.addAll(builder.command());
        builder.command(command)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            if (Logs.end(log) > LOG_LIMIT) {
                Files.move(log, log.resolveSibling(log.getFileName() + ".old"), StandardCopyOption.REPLACE_EXISTING);
            }
            Process process = builder.start();
            ProcessMark mark = ProcessMark.of(process.pid()).orElseGet(() -> new ProcessMark(process.pid(), ""));
            mark.write(markFile);
            return new Child(process, mark, markFile);
        } catch (IOException e) {
            throw new StartFailure("Cannot start " + command.get(1) + ": " + e.getMessage(), e);
        }
    }

    /** Ends the process that a killed JVM has left, if the file names one that still runs; deletes the file. */
    public static void endOrphan(Path markFile, String signal, Duration grace) {
        ProcessMark.read(markFile).ifPresent(mark -> Signals.end(mark, signal, grace));
        delete(markFile);
    }

    /** Which process it is. */
    public ProcessMark mark() {
        return mark;
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Its exit status; 128 and the signal's number when a signal ended it. */
    public int exitStatus() {
        return process.exitValue();
    }

    /** Completes when it has ended, for whatever reason. */
    public CompletableFuture<Void> onExit() {
        return process.onExit().thenAccept(ended -> {});
    }

    /**
     * Asks it with a signal to end, and kills it when it has not ended within the time. An interrupt of the thread does not
     * shorten that time. Harmless when repeated.
     */
    public void end(String signal, Duration grace) {
        if (process.isAlive()) {
            Signals.send(mark, signal);
            if (!Waiting.throughout(grace, () -> !process.isAlive())) {
                kill();
            }
        }
        delete(markFile);
    }

    /** SIGKILL, and waits for the end. The mark stays, as it does after a crash. */
    public void kill() {
        process.destroyForcibly();
        Waiting.throughout(Duration.ofSeconds(10), () -> !process.isAlive());
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new StartFailure("Cannot delete " + file + ": " + e.getMessage(), e);
        }
    }
}
