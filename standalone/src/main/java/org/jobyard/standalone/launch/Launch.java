package org.jobyard.standalone.launch;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jobyard.embedded.PrivateFiles;
import org.jobyard.embedded.ProcessMark;
import org.jobyard.embedded.StartFailure;
import org.jobyard.standalone.home.Home;
import org.jobyard.standalone.home.HomeLock;
import org.jobyard.standalone.home.KeptValues;
import org.jobyard.standalone.home.LaunchRecord;
import org.jobyard.standalone.settings.LauncherSetting;
import org.jobyard.standalone.settings.LauncherSettings;

/**
 * A running Jobyard: holds the home, starts what belongs to it, keeps it alive and ends it in order. {@link #start} is
 * called once; {@link #close} may come from any thread at any time, and cuts a start short.
 */
public final class Launch implements AutoCloseable {
    private final Home home;
    private final LauncherSettings settings;
    private final Consumer<String> say;
    private final Supervisor supervisor;
    private final Object state = new Object();
    private volatile Thread starter;
    private volatile boolean closing;
    private HomeLock lock;
    private LaunchRecord record;
    private List<Part> parts = List.of();

    /** Nothing is started yet; {@code say} gets one line for each thing worth knowing. */
    public Launch(Home home, LauncherSettings settings, Consumer<String> say) {
        this.home = home;
        this.settings = settings;
        this.say = say;
        this.supervisor = new Supervisor(say, this::writeRecord);
    }

    /**
     * Starts everything; returns when jobs can be submitted.
     *
     * @return where it is
     * @throws StartFailure when something does not start; all that had started is ended then
     */
    public Started start() {
        synchronized (state) {
            starter = Thread.currentThread();
            try {
                if (closing) {
                    throw new StartFailure("It was ended before it began.");
                }
                home.prepare();
                lock = HomeLock.take(home);
                return startParts();
            } catch (StartFailure e) {
                boolean asked = closing;
                end();
                throw asked ? new StartFailure("Told to end before everything had started.", e) : e;
            } finally {
                starter = null;
            }
        }
    }

    /**
     * Where a started Jobyard is.
     *
     * @param console address of the console, with a slash at its end
     * @param api address of the API, without one
     * @param token API token of the first admin
     * @param newAdminPassword the first admin's password, when it was made now; else null
     */
    public record Started(String console, String api, String token, String newAdminPassword) {
        /** Without the secrets. */
        @Override
        public String toString() {
            return console;
        }
    }

    private Started startParts() {
        KeptValues kept = new KeptValues(home);
        new Orphans(home).end();
        int port = HttpPort.choose(settings, kept, say);
        Foundations foundations = new Foundations(home, settings, kept, supervisor::watch);
        foundations.start(say);
        String token = PrivateFiles.secret(home.tokenFile());
        FirstAdmin admin = FirstAdmin.of(settings, foundations.hasUsers());
        ServerPlan plan = new ServerPlan(home, settings, kept, foundations.database(), foundations.broker());
        ServerPart server = startServer(plan, port, kept, token, admin);
        supervisor.watch(server);
        WorkerPart worker = new WorkerPart(
                home,
                settings.text(LauncherSetting.WORKER_JVM),
                Distribution.own().worker(),
                plan.forWorker(),
                plan.secretsOfWorker());
        worker.start(() -> server.hasWorker("script"));
        supervisor.watch(worker);
        parts = Stream.concat(foundations.parts().stream(), Stream.of(server, worker))
                .toList();
        String api = server.root() + "api/v1";
        record = new LaunchRecord(
                server.root(),
                api,
                foundations.database().record(),
                foundations.broker().record(),
                Map.of(),
                versions(foundations));
        writeRecord();
        return new Started(server.root(), api, token, admin.made() ? admin.password() : null);
    }

    private ServerPart startServer(ServerPlan plan, int chosen, KeptValues kept, String token, FirstAdmin admin) {
        say.accept("starting the server");
        int port = chosen;
        while (true) {
            ServerPart server = plan.server(port, token, admin.password());
            try {
                server.start();
                return server;
            } catch (StartFailure e) {
                // Another, such as a second checkout that starts just now, may have taken the port meanwhile.
                int next = HttpPort.choose(settings, kept, say);
                if (next == port) {
                    throw e;
                }
                port = next;
            }
        }
    }

    private static Map<String, String> versions(Foundations foundations) {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("jobyard", Distribution.version());
        versions.put("payara", Distribution.payaraVersion());
        versions.put("postgresql", foundations.database().version());
        versions.put("rabbitmq", foundations.broker().version());
        versions.put("java", System.getProperty("java.version"));
        return versions;
    }

    private synchronized void writeRecord() {
        if (record == null || closing) {
            return;
        }
        Map<String, ProcessMark> processes = new HashMap<>();
        HomeLock.launcher(home).ifPresent(mark -> processes.put("launcher", mark));
        parts.forEach(part -> part.process().ifPresent(mark -> processes.put(part.name(), mark)));
        record = new LaunchRecord(
                record.console(), record.api(), record.database(), record.broker(), processes, record.versions());
        record.write(home);
    }

    /** Ends all in order: worker, server, broker, database. Harmless when repeated. */
    @Override
    public void close() {
        closing = true;
        Thread starting = starter;
        if (starting != null && starting != Thread.currentThread()) {
            starting.interrupt();
        }
        synchronized (state) {
            end();
        }
    }

    /** Whether it has been ended, or is being ended. */
    public boolean isClosed() {
        return closing;
    }

    private void end() {
        closing = true;
        try {
            supervisor.close();
        } finally {
            if (lock != null) {
                LaunchRecord.delete(home);
                lock.close();
                lock = null;
            }
        }
    }

    /** Where the logs are, by part. */
    public static Map<String, Path> logs(Home home) {
        Map<String, Path> logs = new LinkedHashMap<>();
        logs.put("server", home.logs().resolve("server.log"));
        logs.put("worker", home.logs().resolve("worker.log"));
        logs.put("broker", home.broker().resolve("log/rabbit.log"));
        logs.put("database", home.database().resolve("postgres.log"));
        return logs;
    }
}
