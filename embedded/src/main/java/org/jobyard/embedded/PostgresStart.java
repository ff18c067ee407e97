package org.jobyard.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs the server's program on a data folder until it takes connections. */
final class PostgresStart {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    private final PostgresCluster cluster;
    private final Map<String, String> settings;
    private final Path log;
    private final Path mark;

    PostgresStart(PostgresCluster cluster, Map<String, String> settings, Path log, Path mark) {
        this.cluster = cluster;
        this.settings = settings;
        this.log = log;
        this.mark = mark;
    }

    /** Returns the running server; throws {@link StartFailure} when there is none after all. */
    Child run(String host, int port) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("listen_addresses", host);
        all.put("unix_socket_directories", "");
        all.put("port", Integer.toString(port));
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            long logStart = Logs.end(log);
            Child child = Child.start(new ProcessBuilder(cluster.serverCommand(all)), log, mark);
            boolean ready = Waiting.until(
                            Duration.ofNanos(end - System.nanoTime()),
                            () -> !child.isAlive()
                                    || cluster.isReady(child.mark().pid()))
                    && child.isAlive();
            if (ready) {
                return child;
            }
            child.end("QUIT", Duration.ofSeconds(5));
            String written = Logs.since(log, logStart);
            // The children of a killed server need a moment to see that it is gone.
            boolean lingering = written.contains("pre-existing shared memory block");
            if (!lingering || System.nanoTime() - end >= 0) {
                throw new StartFailure(Logs.reason("PostgreSQL", written, log, port));
            }
            Waiting.until(Duration.ofMillis(200), () -> false);
        }
    }
}
