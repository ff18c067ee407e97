package org.jobyard.systemtests.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.jobyard.embedded.EmbeddedServices;
import org.jobyard.embedded.PrivateRabbit;
import org.jobyard.systemtests.ApiClient;
import org.jobyard.systemtests.Folders;
import org.jobyard.systemtests.ScriptWorker;

/**
 * The parts of a Jobyard, each in the hands of the test; the server reaches the broker over a wire that can be cut. There is
 * one in a JVM.
 */
final class CrashSite implements AutoCloseable {
    /** API token of the first admin. */
    static final String TOKEN = "jy_" + "crash-site-only-".repeat(4).substring(0, 43);

    private static final Duration START_LIMIT = Duration.ofMinutes(1);
    private static final Duration QUIET_LIMIT = Duration.ofSeconds(20);

    private static CrashSite shared;

    private final EmbeddedServices services = EmbeddedServices.shared();
    private final Path folder;
    private final TcpProxy wire;
    private ScriptWorker worker;
    private final MicroServer server;

    /** The site, which takes jobs and runs them, whatever the last test has left. It ends with the JVM. */
    static synchronized CrashSite running() throws IOException {
        if (shared == null) {
            shared = new CrashSite(Path.of("target", "homes", "crash-site").toAbsolutePath());
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close, "crash-site"));
            shared.start();
        } else if (!shared.server.isAlive()) {
            shared.server.start();
        }
        return shared;
    }

    private CrashSite(Path folder) throws IOException {
        this.folder = folder;
        Folders.delete(folder);
        Folders.create(folder);
        wire = new TcpProxy(services.rabbit().port());
        server = server("node1");
    }

    private void start() throws IOException {
        try {
            new AmqpSubmitter(broker(), TOKEN).prepare();
        } catch (TimeoutException e) {
            throw new IOException("the broker does not answer", e);
        }
        server.start();
        worker = ScriptWorker.start(folder, settings(services.rabbit().uri().toString()));
        ApiClient api = server.api();
        UUID first = api.submitScript("first", "true");
        api.awaitWithin(START_LIMIT, first, job -> ApiClient.state(job).equals("SUCCEEDED"));
    }

    /** One more server, not yet started; the caller closes it. */
    MicroServer server(String node) {
        return server(node, Map.of());
    }

    /** The same, with settings of its own beside the site's. */
    MicroServer server(String node, Map<String, String> own) {
        Map<String, String> settings = settings("amqp://127.0.0.1:" + wire.port());
        settings.putAll(own);
        return new MicroServer(Folders.create(folder.resolve(node)), node, settings, TOKEN);
    }

    private Map<String, String> settings(String broker) {
        PrivateRabbit rabbit = services.rabbit();
        Map<String, String> settings = new HashMap<>();
        settings.put("JOBYARD_DB_URL", services.postgres().jdbcUrl());
        settings.put("JOBYARD_DB_USER", services.postgres().user());
        settings.put("JOBYARD_DB_PASSWORD", services.postgres().password());
        settings.put("JOBYARD_AMQP_URI", broker);
        settings.put("JOBYARD_AMQP_USER", rabbit.user());
        settings.put("JOBYARD_AMQP_PASSWORD", rabbit.password());
        settings.put("JOBYARD_OUTPUT_DIR", outputs().toString());
        settings.put("JOBYARD_WORKER_STARTS_PER", "PT0S");
        settings.put("JOBYARD_BOOTSTRAP_TOKEN", TOKEN);
        settings.put("JOBYARD_ADMIN_PASSWORD", "crash-site-only-7K");
        return settings;
    }

    MicroServer server() {
        return server;
    }

    EmbeddedServices services() {
        return services;
    }

    TcpProxy wire() {
        return wire;
    }

    /** The folder of the output store. */
    Path outputs() {
        return folder.resolve("outputs");
    }

    /** The file in which the jobs of a run note that they ran. */
    Path executions(String run) {
        return folder.resolve(run);
    }

    /** From now on no message of the worker begins a transaction. */
    void freezeWorker() {
        worker.freeze();
    }

    void thawWorker() {
        worker.thaw();
    }

    /** Waits until no transaction is under way and no message is left of one. */
    void awaitQuiet() {
        await("all is quiet").atMost(QUIET_LIMIT).untilAsserted(() -> {
            assertThat(left()).isZero();
            assertThat(depth("jobyard.events") + depth("jobyard.submissions")).isZero();
        });
    }

    /** Branches that are prepared. */
    long prepared() throws SQLException {
        return count("select count(*) from pg_prepared_xacts");
    }

    /** Intents that are not yet deleted. */
    long intents() throws SQLException {
        return count("select count(*) from message_intent");
    }

    /** Both. */
    long left() throws SQLException {
        return prepared() + intents();
    }

    /** Messages that wait in a queue. */
    long depth(String queue) throws IOException, TimeoutException {
        try (com.rabbitmq.client.Connection connection = broker().newConnection("crash-site")) {
            Channel channel = connection.createChannel();
            return channel.messageCount(queue);
        }
    }

    /** Takes the dead letters, and with them what no queue took; says of each what it is. */
    List<String> takeUnwanted() throws SQLException, IOException, TimeoutException {
        // The last of them may still be on their way into the table.
        await("the queues of unwanted messages are empty")
                .atMost(QUIET_LIMIT)
                .until(() -> depth("jobyard.dead") + depth("jobyard.unroutable") == 0);
        List<String> unwanted = new ArrayList<>();
        try (Connection connection = services.postgres().connect();
                Statement statement = connection.createStatement();
                ResultSet letters = statement.executeQuery(
                        "delete from dead_letter returning kind, reason, routing_key, headers, body")) {
            while (letters.next()) {
                unwanted.add(letters.getString("kind") + " " + letters.getString("reason") + ", to "
                        + letters.getString("routing_key") + ": " + letters.getString("headers") + " "
                        + new String(letters.getBytes("body"), StandardCharsets.UTF_8));
            }
        }
        return unwanted;
    }

    /** First column of the first row. */
    long count(String query) throws SQLException {
        try (Connection connection = services.postgres().connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            found.next();
            return found.getLong(1);
        }
    }

    /** Changes something in the database. */
    void execute(String sql) throws SQLException {
        try (Connection connection = services.postgres().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The broker, without the wire. */
    ConnectionFactory broker() {
        PrivateRabbit rabbit = services.rabbit();
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(rabbit.host());
        factory.setPort(rabbit.port());
        factory.setUsername(rabbit.user());
        factory.setPassword(rabbit.password());
        return factory;
    }

    @Override
    public void close() {
        server.close();
        if (worker != null) {
            worker.close();
        }
        try {
            wire.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
