package org.jobyard.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A small shell process that outlives this JVM by a moment: when the JVM is gone, however it went, it kills the services
 * that were started below a folder, and deletes the folder. For services whose data is thrown away, as in tests.
 */
public final class Watchdog {
    private Watchdog() {}

    /**
     * Watches a folder until this JVM ends.
     *
     * @param folder where services have folders of their own, such as {@code folder/postgres}
     * @throws StartFailure when the process cannot be started
     */
    public static void over(Path folder) {
        // Its input is a pipe; nobody writes to it, and it is never closed while this JVM lives.
        try (InputStream script = Watchdog.class.getResourceAsStream("watchdog.sh")) {
            new ProcessBuilder(
                            "setsid",
                            "/bin/sh",
                            "-c",
                            new String(script.readAllBytes(), StandardCharsets.UTF_8),
                            "watchdog",
                            folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new StartFailure("Cannot start the watchdog: " + e.getMessage(), e);
        }
    }
}
