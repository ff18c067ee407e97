package org.jobyard.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;

/**
 * A private PostgreSQL server on 127.0.0.1 whose data lives in one folder and survives restarts and kills. It is set for
 * durability, not for test speed: a commit is on the disk when it returns. Superuser and database are both called
 * {@code jobyard}; the password is made at the first start and kept in the folder.
 *
 * <p>Methods may be called from any thread; those that start and stop wait for each other.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    /** Name of the superuser and of the database. */
    public static final String NAME = "jobyard";

    private static final String HOST = "127.0.0.1";

    private final Path folder;
    private final Map<String, String> settings = durable();
    private Path cache;
    private int port;
    private boolean portIsFixed;
    private Child server;

    private EmbeddedPostgres(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
        this.cache = defaultCache(this.folder);
    }

    /** A server whose data is, or will be, in this folder. Nothing happens before {@link #start}. */
    public static EmbeddedPostgres in(Path folder) {
        return new EmbeddedPostgres(folder);
    }

    private static Path defaultCache(Path folder) {
        Path home = Path.of(System.getProperty("user.home"));
        return Files.isWritable(home) ? home.resolve(".cache/jobyard") : folder.resolve("programs");
    }

    private static Map<String, String> durable() {
        Map<String, String> durable = new LinkedHashMap<>();
        durable.put("fsync", "on");
        durable.put("synchronous_commit", "on");
        durable.put("full_page_writes", "on");
        durable.put("max_prepared_transactions", "128");
        durable.put("max_connections", "200");
        durable.put("shared_buffers", "128MB");
        durable.put("shared_preload_libraries", "pg_stat_statements");
        durable.put("log_checkpoints", "off");
        durable.put("timezone", "UTC");
        durable.put("log_timezone", "UTC");
        return durable;
    }

    /** Port to listen on; without it, a free one is chosen at the first start and kept for the life of this object. */
    public synchronized EmbeddedPostgres port(int fixed) {
        port = fixed;
        portIsFixed = true;
        return this;
    }

    /** Port to listen on if it is free at the first start; else another is chosen. */
    public synchronized EmbeddedPostgres preferPort(int preferred) {
        port = preferred;
        portIsFixed = false;
        return this;
    }

    /** Sets a parameter of postgresql.conf beside, or in place of, ours. */
    public synchronized EmbeddedPostgres setting(String name, String value) {
        settings.put(name, value);
        return this;
    }

    /** Where the programs are unpacked; by default {@code ~/.cache/jobyard}, or the data's folder where that cannot be written. */
    public synchronized EmbeddedPostgres cache(Path where) {
        cache = where.toAbsolutePath().normalize();
        return this;
    }

    /**
     * Starts the server, or takes over its folder from one that a killed JVM has left; returns when it takes
     * connections. Does nothing when it runs.
     *
     * @throws StartFailure when it cannot start; it says in one line why
     */
    public synchronized EmbeddedPostgres start() {
        if (isRunning()) {
            return this;
        }
        PrivateFiles.folder(folder);
        PostgresCluster cluster = new PostgresCluster(PostgresPrograms.unpacked(cache), folder);
        Child.endOrphan(markFile(), "INT", Duration.ofSeconds(20));
        cluster.endOrphan();
        if (port == 0 || !Ports.isFree(HOST, port)) {
            if (portIsFixed) {
                throw new StartFailure("PostgreSQL cannot start: port " + port + " is in use.");
            }
            port = Ports.free();
        }
        portIsFixed = true;
        PrivateFiles.secret(passwordFile());
        cluster.create(NAME, passwordFile(), log());
        server = new PostgresStart(cluster, settings, log(), markFile()).run(HOST, port);
        try {
            NewDatabase.create(this::connect, NAME);
            NewDatabase.verify(this::connect, NAME, settings);
        } catch (StartFailure e) {
            stop();
            throw e;
        }
        return this;
    }

    /** Ends the server in order; open transactions are rolled back. Does nothing when it does not run. */
    public synchronized void stop() {
        if (server != null) {
            server.end("INT", Duration.ofSeconds(30));
            server = null;
        }
    }

    /** SIGKILL to the server, as a crash would be. */
    public synchronized void kill() {
        if (server != null) {
            server.kill();
            server = null;
        }
    }

    /** Stops it, if it runs, and starts it on the same port. */
    public synchronized EmbeddedPostgres restart() {
        stop();
        return start();
    }

    /** Whether the server's process is alive. */
    public synchronized boolean isRunning() {
        return server != null && server.isAlive();
    }

    /** Completes when the running server's process has ended, for whatever reason; at once when it does not run. */
    public synchronized CompletableFuture<Void> onExit() {
        return server == null ? CompletableFuture.completedFuture(null) : server.onExit();
    }

    /** The running server's process; empty when it does not run. */
    public synchronized Optional<ProcessMark> process() {
        return Optional.ofNullable(server).map(Child::mark);
    }

    /** Process id of the running server. */
    public synchronized long pid() {
        return running().mark().pid();
    }

    /** The address it listens on. */
    public String host() {
        return HOST;
    }

    /** The port; 0 when it was never started and none was given. */
    public synchronized int port() {
        return port;
    }

    /** File that holds the password, readable by its owner only. */
    public Path passwordFile() {
        return folder.resolve("password");
    }

    /** JDBC address of the database. */
    public String jdbcUrl() {
        return jdbcUrl(NAME);
    }

    /** Name of the superuser. */
    public String user() {
        return NAME;
    }

    /** Password of the superuser. */
    public String password() {
        return PrivateFiles.secret(passwordFile());
    }

    /** Where the server's output is kept. */
    public Path log() {
        return folder.resolve("postgres.log");
    }

    /** A new connection as superuser; the caller closes it. */
    public Connection connect() throws SQLException {
        return connect(NAME);
    }

    private Connection connect(String database) throws SQLException {
        Properties who = new Properties();
        who.setProperty("user", user());
        who.setProperty("password", password());
        return DriverManager.getConnection(jdbcUrl(database), who);
    }

    private String jdbcUrl(String database) {
        return "jdbc:postgresql://" + HOST + ":" + port() + "/" + database;
    }

    private Child running() {
        if (server == null) {
            throw new IllegalStateException("PostgreSQL does not run");
        }
        return server;
    }

    private Path markFile() {
        return folder.resolve("process");
    }

    @Override
    public void close() {
        stop();
    }
}
