package org.jobyard.systemtests.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The script worker's own process. */
final class ScriptWorker implements AutoCloseable {
    private final Process process;

    private ScriptWorker(Process process) {
        this.process = process;
    }

    /** Starts it with these settings, its work and its log in a folder. */
    static ScriptWorker start(Path folder, Map<String, String> environment) throws IOException {
        Path jar = Path.of(System.getProperty("jobyard.test.distribution"), "worker", "jobyard-worker.jar")
                .toAbsolutePath();
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("worker.log").toFile());
        builder.environment().putAll(environment);
        return new ScriptWorker(builder.start());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it in order; in any case it does not live on. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
