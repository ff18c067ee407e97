package org.jobyard.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The script worker's own process. */
public final class ScriptWorker implements AutoCloseable {
    private final Process process;

    private ScriptWorker(Process process) {
        this.process = process;
    }

    /** Starts it with these settings, its work and its log in a folder. */
    public static ScriptWorker start(Path folder, Map<String, String> environment) throws IOException {
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

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until it has ended by itself and tells how. */
    public int exitStatus() throws InterruptedException {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError("the worker has not ended");
        }
        return process.exitValue();
    }

    /** Stops it where it stands, as a machine that is suspended. */
    public void freeze() {
        signal("-STOP");
    }

    /** Lets it go on. */
    public void thaw() {
        signal("-CONT");
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", name, Long.toString(process.pid())).start();
            if (kill.waitFor() != 0 && isAlive()) {
                throw new IllegalStateException("kill " + name + " of the worker failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends it in order; in any case it does not live on. */
    @Override
    public void close() {
        if (isAlive()) {
            thaw();
        }
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
