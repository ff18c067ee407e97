package org.jobyard.embedded;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A private RabbitMQ node on 127.0.0.1, made of the installed {@code rabbitmq-server} with its own name, ports, data,
 * cookie and port mapper; the system's service is not touched. Its data lives in one folder and survives restarts. The
 * one user is called {@code jobyard}; the password is made at the first start and kept in the folder.
 *
 * <p>Methods may be called from any thread; those that start and stop wait for each other.
 */
public final class PrivateRabbit implements AutoCloseable {
    /** Name of the user. */
    public static final String USER = "jobyard";

    private static final String HOST = "127.0.0.1";
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final Path folder;
    private Consumer<String> say = text -> {};
    private RabbitFiles.NodePorts ports = new RabbitFiles.NodePorts(0, 0, 0);
    private boolean portIsFixed;
    private Child mapper;
    private Child node;

    private PrivateRabbit(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** A node whose data is, or will be, in this folder. Nothing happens before {@link #start}. */
    public static PrivateRabbit in(Path folder) {
        return new PrivateRabbit(folder);
    }

    /** AMQP port to listen on; without it, a free one is chosen at the first start and kept for the life of this object. */
    public synchronized PrivateRabbit port(int fixed) {
        ports = new RabbitFiles.NodePorts(fixed, 0, 0);
        portIsFixed = true;
        return this;
    }

    /** AMQP port to listen on if it is free at the first start; else another is chosen. */
    public synchronized PrivateRabbit preferPort(int preferred) {
        ports = new RabbitFiles.NodePorts(preferred, 0, 0);
        portIsFixed = false;
        return this;
    }

    /** Who is told that RabbitMQ is being installed. */
    public synchronized PrivateRabbit say(Consumer<String> listener) {
        say = listener;
        return this;
    }

    /**
     * Starts the node, after ending one that a killed JVM has left in this folder; returns when it takes connections.
     * Installs RabbitMQ with apt-get when it is missing and we are root on Debian or Ubuntu. Does nothing when it runs.
     *
     * @throws StartFailure when it cannot start; it says in one line why
     */
    public synchronized PrivateRabbit start() {
        if (isRunning()) {
            return this;
        }
        Path server = RabbitPrograms.server(say);
        PrivateFiles.folder(folder);
        PrivateFiles.folder(folder.resolve("log"));
        Child.endOrphan(markFile("node"), "TERM", STOP_LIMIT);
        Child.endOrphan(markFile("epmd"), "TERM", Duration.ofSeconds(2));
        choosePorts();
        RabbitFiles files = new RabbitFiles(folder);
        files.write(USER, password(), ports.amqp());
        endMapper();
        mapper = Child.start(
                new ProcessBuilder(
                        RabbitPrograms.epmd().toString(), "-port", Integer.toString(ports.mapper()), "-address", HOST),
                folder.resolve("log/epmd.log"),
                markFile("epmd"));
        launch(server, files);
        return this;
    }

    private void choosePorts() {
        int[] free = Ports.free(3);
        boolean keep = ports.amqp() != 0 && Ports.isFree(HOST, ports.amqp());
        if (!keep && portIsFixed) {
            throw new StartFailure("RabbitMQ cannot start: port " + ports.amqp() + " is in use.");
        }
        ports = new RabbitFiles.NodePorts(keep ? ports.amqp() : free[0], free[1], free[2]);
        portIsFixed = true;
    }

    private void launch(Path server, RabbitFiles files) {
        ProcessBuilder builder = new ProcessBuilder(server.toString(), "-noinput").directory(folder.toFile());
        files.environment(builder.environment(), ports);
        long logStart = Logs.end(log());
        Child child = Child.start(builder, log(), markFile("node"));
        Waiting.until(START_LIMIT, () -> !child.isAlive() || AmqpProbe.answers(HOST, ports.amqp()));
        if (!child.isAlive() || !AmqpProbe.answers(HOST, ports.amqp())) {
            child.end("TERM", STOP_LIMIT);
            endMapper();
            throw new StartFailure(Logs.reason("RabbitMQ", Logs.since(log(), logStart), log(), ports.amqp()));
        }
        node = child;
    }

    /** Ends the node in order, then its port mapper. Does nothing when it does not run. */
    public synchronized void stop() {
        if (node != null) {
            node.end("TERM", STOP_LIMIT);
            node = null;
        }
        endMapper();
    }

    /**
     * SIGKILL to the node, as a crash would be. RabbitMQ 3.10 writes a quorum queue's members down some seconds after its
     * declaration: one that was declared within the 3 s before does not survive this; older ones lose nothing.
     */
    public synchronized void kill() {
        if (node != null) {
            node.kill();
            node = null;
        }
        endMapper();
    }

    private void endMapper() {
        if (mapper != null) {
            mapper.end("TERM", Duration.ofSeconds(2));
            mapper = null;
        }
    }

    /** Stops it, if it runs, and starts it on the same port. */
    public synchronized PrivateRabbit restart() {
        stop();
        return start();
    }

    /** Whether the node's process is alive. */
    public synchronized boolean isRunning() {
        return node != null && node.isAlive();
    }

    /** Completes when the running node's process has ended, for whatever reason; at once when it does not run. */
    public synchronized CompletableFuture<Void> onExit() {
        return node == null ? CompletableFuture.completedFuture(null) : node.onExit();
    }

    /** The running node's process; empty when it does not run. */
    public synchronized Optional<ProcessMark> process() {
        return Optional.ofNullable(node).map(Child::mark);
    }

    /** Process id of the running node. */
    public synchronized long pid() {
        if (node == null) {
            throw new IllegalStateException("RabbitMQ does not run");
        }
        return node.mark().pid();
    }

    /** The address it listens on. */
    public String host() {
        return HOST;
    }

    /** The AMQP port; 0 when it was never started and none was given. */
    public synchronized int port() {
        return ports.amqp();
    }

    /** AMQP address, without user and password. */
    public URI uri() {
        return URI.create("amqp://" + HOST + ":" + port());
    }

    /** Name of the user, who may do everything on the node's one virtual host {@code /}. */
    public String user() {
        return USER;
    }

    /** Password of the user. */
    public String password() {
        return PrivateFiles.secret(passwordFile());
    }

    /** File that holds the password, readable by its owner only. */
    public Path passwordFile() {
        return folder.resolve("password");
    }

    /** Where errors and what the node says at its start are kept; the node's own log is beside it. */
    public Path log() {
        return folder.resolve("log/node.log");
    }

    private Path markFile(String process) {
        return folder.resolve(process + ".process");
    }

    @Override
    public void close() {
        stop();
    }
}
