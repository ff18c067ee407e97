package org.jobyard.systemtests.container;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.api.event.ManagerStarted;
import org.jobyard.embedded.EmbeddedServices;
import org.jobyard.systemtests.Folders;

/** Starts PostgreSQL and RabbitMQ before Arquillian reads {@code arquillian.xml}, and sets what that file names. */
public class InContainerServices {
    /** A token that the application knows from its start. */
    private static final String TOKEN = "jy_" + "in-container-".repeat(4).substring(0, 43);

    private final Path folder = Path.of("target", "in-container").toAbsolutePath();
    private final Path launchSet = Path.of(System.getProperty("jobyard.test.launch-set"));

    void start(@Observes(precedence = 100) ManagerStarted event) throws IOException, TimeoutException {
        Folders.delete(folder);
        Folders.create(folder);
        EmbeddedServices services = EmbeddedServices.shared();
        BeforeTheStart.prepare(services, TOKEN);
        int port = freePort();
        Map<String, String> settings = settings(services, port);
        StringBuilder options = new StringBuilder("-Xmx700m");
        settings.forEach(
                (name, value) -> options.append(" -D").append(name).append('=').append(value));
        System.setProperty("jobyard.test.http-port", Integer.toString(port));
        System.setProperty("jobyard.test.jvm-options", options.toString());
        System.setProperty(
                "jobyard.test.micro-options",
                String.join(
                        " ",
                        List.of(
                                "--rootdir",
                                folder.resolve("root").toString(),
                                "--disablephonehome",
                                "--port",
                                Integer.toString(port),
                                "--addlibs",
                                launchSet.resolve("lib/postgresql.jar").toString(),
                                "--logtofile",
                                folder.resolve("server.log").toString(),
                                "--prebootcommandfile",
                                onLoopback(launchSet.resolve("boot/preboot.asadmin"))
                                        .toString(),
                                "--postbootcommandfile",
                                launchSet.resolve("boot/postboot.asadmin").toString())));
    }

    private Map<String, String> settings(EmbeddedServices services, int port) {
        Map<String, String> settings = new HashMap<>();
        settings.put("jobyard.http.host", "127.0.0.1");
        settings.put("jobyard.http.port", Integer.toString(port));
        settings.put("jobyard.db.url", services.postgres().jdbcUrl());
        settings.put("jobyard.db.user", services.postgres().user());
        settings.put("jobyard.db.password", services.postgres().password());
        settings.put("jobyard.amqp.uri", services.rabbit().uri().toString());
        settings.put("jobyard.amqp.user", services.rabbit().user());
        settings.put("jobyard.amqp.password", services.rabbit().password());
        settings.put("jobyard.output.dir", folder.resolve("outputs").toString());
        settings.put("jobyard.node.id", "in-container");
        settings.put("jobyard.tx.dir", folder.resolve("tx").toString());
        settings.put("jobyard.rar", launchSet.resolve("jobyard.rar").toString());
        settings.put("jobyard.bootstrap.token", TOKEN);
        settings.put("jobyard.admin.password", "in-container-only-7K");
        return settings;
    }

    /** The commands as they are delivered, and what keeps the server on loopback and alone. */
    private Path onLoopback(Path commands) throws IOException {
        return Files.writeString(
                folder.resolve(commands.getFileName()),
                Files.readString(commands)
                        + "set configs.config.server-config.network-config.network-listeners.network-listener"
                        + ".http-listener.address=127.0.0.1\n"
                        + "set configs.config.server-config.hazelcast-config-specific-configuration.enabled=false\n");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
