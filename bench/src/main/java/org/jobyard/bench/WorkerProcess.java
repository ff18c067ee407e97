package org.jobyard.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A {@link NoopWorker} in its own JVM. */
final class WorkerProcess {
    private final Process process;

    /** Starts it. */
    WorkerProcess(Target target, String name, int capacity) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                NoopWorker.class.getName(),
                target.brokerUri(),
                target.brokerUser(),
                name,
                Integer.toString(capacity));
        builder.environment().put(NoopWorker.PASSWORD, target.brokerPassword());
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        process = builder.start();
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Ends it; returns how many executions were repeats. */
    long stop() throws IOException, InterruptedException {
        process.getOutputStream().close();
        String[] counts = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .strip()
                .lines()
                .reduce((before, last) -> last)
                .orElseThrow(() -> new IOException("a worker of the benchmark died"))
                .split(" ", -1);
        process.waitFor();
        return Long.parseLong(counts[0]) - Long.parseLong(counts[1]);
    }
}
