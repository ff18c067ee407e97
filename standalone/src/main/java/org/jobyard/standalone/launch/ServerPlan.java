package org.jobyard.standalone.launch;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.jobyard.embedded.PrivateFiles;
import org.jobyard.embedded.StartFailure;
import org.jobyard.standalone.home.Home;
import org.jobyard.standalone.home.KeptValues;
import org.jobyard.standalone.settings.LauncherSetting;
import org.jobyard.standalone.settings.LauncherSettings;

/** How server and worker are run: their arguments and their settings. */
final class ServerPlan {
    private static final String NODE_ID = "node.id";

    private final Home home;
    private final LauncherSettings settings;
    private final KeptValues kept;
    private final ServiceAddress database;
    private final ServiceAddress broker;

    ServerPlan(Home home, LauncherSettings settings, KeptValues kept, ServiceAddress database, ServiceAddress broker) {
        this.home = home;
        this.settings = settings;
        this.kept = kept;
        this.database = database;
        this.broker = broker;
    }

    /** The server's root address, with a slash at its end, as it is reached from this machine. */
    private String root(int port) {
        String host = settings.text(LauncherSetting.HTTP_HOST);
        return "http://" + (host.equals("0.0.0.0") ? "127.0.0.1" : host) + ":" + port + "/";
    }

    ServerPart server(int port, String token, String adminPassword) {
        return new ServerPart(home, launchable(port, token, adminPassword), root(port), token);
    }

    private ServerPart.Launchable launchable(int port, String token, String adminPassword) {
        Path launchSet = withoutBlank(Distribution.own().launchSet());
        List<String> arguments = List.of(
                "-Djobyard.node.id=" + nodeId(),
                // PostgreSQL commits in one phase where it is the last participant (docs/adr/0001).
                "-Dcom.sun.jts.lastagentcommit=true",
                "-Djobyard.tx.dir=" + withoutBlank(PrivateFiles.folder(home.transactionLog())),
                "-Djobyard.rar=" + launchSet.resolve("jobyard.rar"),
                "-jar",
                Distribution.own().payara().toString(),
                "--rootdir",
                ServerPart.rootFolder(home).toString(),
                "--nocluster",
                "--disablephonehome",
                "--port",
                Integer.toString(port),
                "--addlibs",
                launchSet.resolve("lib/postgresql.jar").toString(),
                "--prebootcommandfile",
                preboot(launchSet).toString(),
                "--postbootcommandfile",
                launchSet.resolve("boot/postboot.asadmin").toString(),
                "--deploy",
                launchSet.resolve("jobyard-web.war").toString(),
                "--contextroot",
                "/");
        Map<String, String> environment = new HashMap<>(shared());
        environment.put("JOBYARD_DB_URL", database.address());
        environment.put("JOBYARD_DB_USER", database.user());
        environment.put("JOBYARD_DB_PASSWORD", database.password());
        environment.put("JOBYARD_BOOTSTRAP_TOKEN", token);
        environment.put("JOBYARD_ADMIN_PASSWORD", adminPassword == null ? "" : adminPassword);
        return new ServerPart.Launchable(
                settings.text(LauncherSetting.SERVER_JVM),
                arguments,
                environment,
                settings.duration(LauncherSetting.SERVER_START_LIMIT));
    }

    /** The commands of the launch set, and ours: it listens only where it should, and joins no data grid. */
    private Path preboot(Path launchSet) {
        String own = """

                set configs.config.server-config.network-config.network-listeners.network-listener.http-listener.address=%s
                set configs.config.server-config.hazelcast-config-specific-configuration.enabled=false
                """.formatted(settings.text(LauncherSetting.HTTP_HOST));
        try {
            Path file = home.run().resolve("preboot.asadmin");
            PrivateFiles.write(file, Files.readString(launchSet.resolve("boot/preboot.asadmin")) + own);
            return file;
        } catch (IOException e) {
            throw new StartFailure("Cannot read the server's boot commands: " + e.getMessage(), e);
        }
    }

    /** The server's commands take paths as they are, and end them at a blank. */
    private static Path withoutBlank(Path path) {
        if (path.toString().matches(".*\\s.*")) {
            throw new StartFailure("The server cannot use a path with a blank: " + path
                    + ". Move the checkout, or choose another folder with JOBYARD_HOME.");
        }
        return path;
    }

    /** The worker's settings but for its password: scripts that run as the same user can read its environment. */
    Map<String, String> forWorker() {
        Map<String, String> environment = shared();
        environment.keySet().removeIf(name -> !ofWorker(name) || name.endsWith("_PASSWORD"));
        if (settings.set(LauncherSetting.AMQP_URI).isPresent()) {
            // At a shared broker, workers of other machines' launchers must not have the same name.
            environment.putIfAbsent("JOBYARD_WORKER_NAME", nodeId() + "-script");
        }
        return environment;
    }

    private static boolean ofWorker(String name) {
        return name.startsWith("JOBYARD_WORKER_")
                || name.startsWith("JOBYARD_OUTPUT_")
                || name.startsWith("JOBYARD_AMQP_");
    }

    /** The worker's password, in a file of settings that only its owner may read. */
    Path secretsOfWorker() {
        Properties secrets = new Properties();
        secrets.setProperty(LauncherSetting.AMQP_PASSWORD.key(), broker.password());
        StringWriter text = new StringWriter();
        try {
            secrets.store(text, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Path file = home.run().resolve("worker.properties");
        PrivateFiles.write(file, text.toString());
        return file;
    }

    private Map<String, String> shared() {
        Map<String, String> shared = new HashMap<>(settings.forChildren());
        shared.put("JOBYARD_AMQP_URI", broker.address());
        shared.put("JOBYARD_AMQP_USER", broker.user());
        shared.put("JOBYARD_AMQP_PASSWORD", broker.password());
        shared.put(
                "JOBYARD_OUTPUT_DIR",
                settings.set(LauncherSetting.OUTPUT_DIR).orElse(home.outputs().toString()));
        return shared;
    }

    /** All made names have the same length, so none is the beginning of another. */
    private String nodeId() {
        return settings.set(LauncherSetting.NODE_ID).orElseGet(() -> {
            String id = kept.get(NODE_ID)
                    .orElseGet(() -> "n" + UUID.randomUUID().toString().substring(24));
            kept.keep(NODE_ID, id);
            return id;
        });
    }
}
