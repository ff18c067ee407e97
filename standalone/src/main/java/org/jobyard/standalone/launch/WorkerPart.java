package org.jobyard.standalone.launch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jobyard.embedded.PrivateFiles;
import org.jobyard.embedded.ProcessMark;
import org.jobyard.standalone.home.Home;

/** The script worker. It finds the broker by itself, now and after each break, so it counts as ready once it runs. */
final class WorkerPart implements Part {
    /** Longer than a worker that is asked to end gives its jobs. */
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final JavaProgram program;
    private final Path folder;
    private final String jvmOptions;
    private final Path jar;
    private final Map<String, String> environment;

    WorkerPart(Home home, String jvmOptions, Path jar, Map<String, String> environment) {
        this.program =
                new JavaProgram(home.logs().resolve("worker.log"), home.run().resolve("worker.process"), GRACE);
        this.folder = home.worker();
        this.jvmOptions = jvmOptions;
        this.jar = jar;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public String name() {
        return "worker";
    }

    @Override
    public synchronized void start() {
        PrivateFiles.folder(folder);
        program.start(jvmOptions, List.of("-jar", jar.toString()), environment, folder);
    }

    @Override
    public synchronized void stop() {
        program.stop();
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
