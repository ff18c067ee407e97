package org.jobyard.worker.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A small shell beside the worker that ends the worker's scripts when the worker is killed, and does nothing when it ends
 * in order. It runs in a session of its own, so that what hits the worker's does not hit it.
 */
public final class Reaper implements AutoCloseable {
    private final Process process;

    private Reaper(Process process) {
        this.process = process;
    }

    /**
     * Starts it.
     *
     * @param folder where the folders of running scripts are, with their files {@code process}
     */
    public static Reaper start(Path folder) throws IOException {
        var builder =
                new ProcessBuilder(List.of("setsid", "/bin/sh", "-c", script(), "jobyard-reaper", folder.toString()));
        String path = System.getenv("PATH");
        builder.environment().clear();
        builder.environment().put("PATH", path == null ? "/usr/bin:/bin" : path);
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.directory(Path.of("/").toFile());
        return new Reaper(builder.start());
    }

    private static String script() throws IOException {
        try (InputStream script = Reaper.class.getResourceAsStream("reaper.sh")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Sends it home: closes the pipe on which it waits. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
    }
}
