package org.jobyard.standalone.launch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jobyard.embedded.Logs;
import org.jobyard.embedded.PrivateFiles;
import org.jobyard.embedded.ProcessMark;
import org.jobyard.embedded.StartFailure;
import org.jobyard.embedded.Waiting;
import org.jobyard.standalone.home.Home;

/** The script worker. It finds the broker by itself, now and after each break, so a restart need not wait until it has. */
final class WorkerPart implements Part {
    /** What it needs beyond the time that it gives its jobs, and that time when nobody sets it. */
    private static final Duration GRACE = Duration.ofSeconds(15);

    private static final Duration DRAIN = Duration.ofSeconds(5);

    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final JavaProgram program;
    private final Path folder;
    private final String jvmOptions;
    private final Path jar;
    private final Map<String, String> environment;
    private final Path secrets;

    /** {@code secrets} is a file of settings that nobody but its owner may read. */
    WorkerPart(Home home, String jvmOptions, Path jar, Map<String, String> environment, Path secrets) {
        this.program = new JavaProgram(
                home.logs().resolve("worker.log"),
                home.run().resolve("worker.process"),
                GRACE.plus(JavaProgram.duration(environment, "JOBYARD_WORKER_DRAIN", DRAIN)));
        this.folder = home.worker();
        this.jvmOptions = jvmOptions;
        this.jar = jar;
        this.environment = Map.copyOf(environment);
        this.secrets = secrets;
    }

    @Override
    public String name() {
        return "worker";
    }

    @Override
    public synchronized void start() {
        PrivateFiles.folder(folder);
        program.start(jvmOptions, List.of("-Djobyard.config=" + secrets, "-jar", jar.toString()), environment, folder);
    }

    /**
     * Starts it for the first time, and returns when the server has heard of it: from then on each job finds a worker.
     *
     * @throws StartFailure when that does not come about; then it does not run
     */
    void start(BooleanSupplier heard) {
        start();
        boolean ready = false;
        try {
            ready = Waiting.until(START_LIMIT, () -> !program.isAlive() || heard.getAsBoolean()) && program.isAlive();
            if (!ready) {
                String last = Logs.lastLine(Logs.since(program.log(), 0)).orElse("it wrote nothing");
                throw new StartFailure((program.isAlive()
                                ? "The server has not heard of the script worker within " + START_LIMIT
                                : "The script worker has ended while it started")
                        + ": " + last + " (log: " + program.log() + ")");
            }
        } finally {
            if (!ready) {
                stop();
            }
        }
    }

    @Override
    public synchronized void stop() {
        program.stop();
    }

    @Override
    public CompletableFuture<Void> onExit() {
        return program.onExit();
    }

    /** An operator can tell it to quiesce or shut down; it then ends with the status 0. */
    @Override
    public boolean hasLeft() {
        return program.hasEndedWell();
    }

    @Override
    public Optional<ProcessMark> process() {
        return program.process();
    }
}
