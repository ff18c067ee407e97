package org.jobyard.standalone.launch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jobyard.embedded.FileTrees;
import org.jobyard.embedded.Logs;
import org.jobyard.embedded.PrivateFiles;
import org.jobyard.embedded.ProcessMark;
import org.jobyard.embedded.StartFailure;
import org.jobyard.embedded.Waiting;
import org.jobyard.standalone.home.Home;

/**
 * Payara Micro with the adapter and the application. Its working folder is thrown away before each start, which spares
 * it the applications of the last time; the transaction log is elsewhere and stays.
 */
final class ServerPart implements Part {
    /** What it needs beyond the time that it gives its requests, and that time when nobody sets it. */
    private static final Duration GRACE = Duration.ofSeconds(45);

    private static final Duration DRAIN = Duration.ofSeconds(15);

    private final JavaProgram program;
    private final Path folder;
    private final Launchable launchable;
    private final String root;
    private final ServerProbe probe;

    /**
     * What is run.
     *
     * @param jvmOptions of the JVM, separated by blanks
     * @param arguments of the JVM after those
     * @param environment all settings, secrets too
     * @param startLimit how long it may take until it is ready
     */
    record Launchable(
            String jvmOptions, List<String> arguments, Map<String, String> environment, Duration startLimit) {}

    /** A server that is reached at {@code root}, and takes {@code token} there. */
    ServerPart(Home home, Launchable launchable, String root, String token) {
        this.program = new JavaProgram(
                home.logs().resolve("server.log"),
                home.run().resolve("server.process"),
                GRACE.plus(JavaProgram.duration(launchable.environment(), "JOBYARD_SERVER_DRAIN", DRAIN)));
        this.folder = rootFolder(home);
        this.launchable = launchable;
        this.root = root;
        this.probe = new ServerProbe(root, token);
    }

    /** Its root address, with a slash at its end. */
    String root() {
        return root;
    }

    /** Whether it has heard of a worker for the type. */
    boolean hasWorker(String type) {
        return probe.hasWorker(type);
    }

    /** Where Payara Micro unpacks itself and the applications. */
    static Path rootFolder(Home home) {
        return home.run().resolve("server");
    }

    @Override
    public String name() {
        return "server";
    }

    @Override
    public synchronized void start() {
        program.stop();
        FileTrees.delete(folder);
        PrivateFiles.folder(folder);
        long logStart = Logs.end(program.log());
        program.start(launchable.jvmOptions(), launchable.arguments(), launchable.environment(), folder);
        boolean ready = false;
        String reason = null;
        try {
            long end = System.nanoTime() + launchable.startLimit().toNanos();
            while (!ready && reason == null) {
                ready = Waiting.until(Duration.ofMillis(500), () -> !program.isAlive() || probe.isReady())
                        && program.isAlive();
                reason = ready ? null : whyNot(logStart, System.nanoTime() >= end);
            }
        } finally {
            if (!ready) {
                program.stop();
            }
        }
        if (!ready) {
            throw new StartFailure(reason);
        }
    }

    /** Null while it may still become ready. */
    private String whyNot(long logStart, boolean late) {
        if (Thread.currentThread().isInterrupted()) {
            return "The start of the server was interrupted.";
        }
        ServerLog log = new ServerLog(Logs.since(program.log(), logStart));
        if (!program.isAlive()) {
            return failure("The server has ended while it started", log);
        }
        // A server whose application was not deployed runs on and calls itself ready.
        if (log.saysReady() && probe.status("api/v1/me") == 404) {
            return failure("The application was not deployed", log);
        }
        return late ? failure("The server was not ready within " + launchable.startLimit(), log) : null;
    }

    private String failure(String what, ServerLog log) {
        String lines = log.relevant();
        return what + "; the whole log is in " + program.log() + (lines.isEmpty() ? "." : ":\n" + lines);
    }

    @Override
    public synchronized void stop() {
        program.stop();
        FileTrees.delete(folder);
    }

    @Override
    public CompletableFuture<Void> onExit() {
        return program.onExit();
    }

    @Override
    public Optional<ProcessMark> process() {
        return program.process();
    }
}
