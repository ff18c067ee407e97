package org.jobyard.standalone.launch;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Properties;
import org.jobyard.embedded.StartFailure;

/**
 * The folder this program was built into, with the server and the worker beside it.
 *
 * @param folder holds {@code jobyard.jar}
 */
public record Distribution(Path folder) {
    /** The one we run from. */
    public static Distribution own() {
        try {
            Path jar = Path.of(Distribution.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return new Distribution(jar.getParent());
        } catch (URISyntaxException e) {
            throw new StartFailure("Cannot find our own folder: " + e.getMessage(), e);
        }
    }

    /** Payara Micro. */
    Path payara() {
        return folder.resolve("server/payara-micro.jar");
    }

    /** The launch set: adapter, application, driver and boot commands. */
    Path launchSet() {
        return folder.resolve("server/launch");
    }

    /** The script worker's program. */
    Path worker() {
        return folder.resolve("worker/jobyard-worker.jar");
    }

    /** The benchmark's program. */
    public Path bench() {
        return folder.resolve("bench/jobyard-bench.jar");
    }

    /** Version of Jobyard. */
    public static String version() {
        return versions().getProperty("jobyard");
    }

    /** Version of Payara Micro. */
    static String payaraVersion() {
        return versions().getProperty("payara");
    }

    private static Properties versions() {
        Properties versions = new Properties();
        try (InputStream in = Distribution.class.getResourceAsStream("/org/jobyard/standalone/versions.properties")) {
            versions.load(in);
        } catch (IOException e) {
            throw new StartFailure("Cannot read our own version: " + e.getMessage(), e);
        }
        return versions;
    }
}
