package org.jobyard.standalone.launch;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jobyard.embedded.PrivateFiles;
import org.jobyard.embedded.ProcessMark;
import org.jobyard.embedded.StartFailure;
import org.jobyard.standalone.home.Home;
import org.jobyard.standalone.home.LaunchRecord;

/**
 * How the Jobyard of a home is, right now. This is also the shape of {@code status --json}.
 *
 * @param state all in all
 * @param home its folder
 * @param console address of the console, with a slash at its end; null when it does not run, as are those below
 * @param api address of the API, without one
 * @param tokenFile file that holds the first admin's API token
 * @param database where the database is
 * @param broker where the broker is
 * @param processes process id of each part; null for one that is external or does not run
 * @param health whether each part answers
 * @param versions version of each part
 * @param logs file of each part's log, as far as it is ours
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Status(
        State state,
        String home,
        String console,
        String api,
        String tokenFile,
        Database database,
        Broker broker,
        Map<String, Long> processes,
        Map<String, Boolean> health,
        Map<String, String> versions,
        Map<String, String> logs) {
    private static final List<String> PARTS = List.of("launcher", "server", "worker", "broker", "database");

    /** All in all. */
    public enum State {
        /** Jobs are taken and run. */
        UP,
        /** It runs, but something of it is missing. */
        DEGRADED,
        /** It does not run. */
        DOWN
    }

    /**
     * Where the database is.
     *
     * @param url JDBC address
     * @param user user name
     * @param passwordFile file that holds the password
     */
    public record Database(String url, String user, String passwordFile) {}

    /**
     * Where the broker is.
     *
     * @param uri AMQP address, without user
     * @param user user name
     * @param passwordFile file that holds the password
     */
    public record Broker(String uri, String user, String passwordFile) {}

    /** Asks all parts. */
    public static Status of(Home home) {
        Optional<LaunchRecord> launch = LaunchRecord.read(home);
        if (launch.isEmpty()) {
            return new Status(
                    State.DOWN, home.toString(), null, null, null, null, null, Map.of(), Map.of(), Map.of(), Map.of());
        }
        LaunchRecord record = launch.get();
        Map<String, Long> processes = new LinkedHashMap<>();
        for (String part : PARTS) {
            ProcessMark mark = record.processes().get(part);
            processes.put(part, mark != null && mark.isAlive() ? mark.pid() : null);
        }
        Map<String, Boolean> health = health(home, record, processes);
        Map<String, String> logs = new LinkedHashMap<>();
        Launch.logs(home).forEach((part, log) -> {
            // A database or broker of one's own has its log elsewhere.
            if (processes.get(part) != null || Files.exists(log)) {
                logs.put(part, log.toString());
            }
        });
        return new Status(
                health.containsValue(false) ? State.DEGRADED : State.UP,
                home.toString(),
                record.console(),
                record.api(),
                home.tokenFile().toString(),
                new Database(
                        record.database().address(),
                        record.database().user(),
                        record.database().passwordFile()),
                new Broker(
                        record.broker().address(),
                        record.broker().user(),
                        record.broker().passwordFile()),
                processes,
                health,
                record.versions(),
                logs);
    }

    private static Map<String, Boolean> health(Home home, LaunchRecord record, Map<String, Long> processes) {
        Map<String, Boolean> health = new LinkedHashMap<>();
        health.put("launcher", processes.get("launcher") != null);
        ServerProbe probe = new ServerProbe(record.console(), PrivateFiles.secret(home.tokenFile()));
        boolean ready = processes.get("server") != null && probe.isReady();
        health.put("server", ready);
        health.put("worker", processes.get("worker") != null && (!ready || probe.hasWorker("script")));
        health.put(
                "broker",
                works(() -> BrokerCheck.version(
                        record.broker().address(), record.broker().user(), password(record.broker()))));
        health.put(
                "database",
                works(() -> DatabaseCheck.look(
                        record.database().address(), record.database().user(), password(record.database()))));
        return health;
    }

    private static boolean works(Runnable check) {
        try {
            check.run();
            return true;
        } catch (StartFailure unreachable) {
            return false;
        }
    }

    private static String password(LaunchRecord.Service service) {
        try {
            return Files.readString(Path.of(service.passwordFile())).strip();
        } catch (IOException e) {
            throw new StartFailure("Cannot read " + service.passwordFile() + ": " + e.getMessage(), e);
        }
    }

    /** For people. */
    public String asText() {
        StringBuilder text = new StringBuilder("Jobyard is " + state + "   (" + home + ")");
        if (state == State.DOWN) {
            return text.toString();
        }
        line(text, "console", console);
        line(text, "API", api + "   (token in " + tokenFile + ")");
        line(
                text,
                "database",
                database.url() + "   (user " + database.user() + ", password in " + database.passwordFile() + ")");
        line(
                text,
                "broker",
                broker.uri() + "   (user " + broker.user() + ", password in " + broker.passwordFile() + ")");
        health.forEach((part, well) -> line(
                text,
                part,
                (well ? "ok" : "NOT OK")
                        + (processes.get(part) == null ? "" : "   process " + processes.get(part))
                        + (logs.get(part) == null ? "" : "   log " + logs.get(part))));
        versions.forEach((name, version) -> line(text, "version", name + " " + version));
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(System.lineSeparator()).append("  %-10s ".formatted(name)).append(value);
    }
}
