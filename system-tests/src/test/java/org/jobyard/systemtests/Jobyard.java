package org.jobyard.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A whole Jobyard, started by the real launcher in a home of its own: PostgreSQL, RabbitMQ, server and worker.
 * Its supervision brings back what a test kills; only a killed launcher is started again by {@link #start}.
 */
public final class Jobyard implements AutoCloseable {
    /** Password of the user {@code admin}. */
    public static final String ADMIN_PASSWORD = "for-tests-only-9Q";

    private static final Duration START_LIMIT = Duration.ofMinutes(6);
    private static final Duration STOP_LIMIT = Duration.ofMinutes(1);

    private final Path home;
    private final Map<String, String> settings;
    private final int httpPort = freePort();
    private final Thread stopper = new Thread(this::stop, "stop-jobyard");
    private Process launcher;

    private Jobyard(Path home, Map<String, String> settings) {
        this.home = home;
        this.settings = settings;
    }

    /**
     * A Jobyard that is up.
     *
     * @param name of its home below {@code target}; what an earlier run left there is deleted
     * @param settings of its environment, beside those it needs anyway
     */
    public static Jobyard fresh(String name, Map<String, String> settings) {
        Path home = Path.of("target", "homes", name).toAbsolutePath();
        Folders.delete(home);
        Folders.create(home);
        Jobyard jobyard = new Jobyard(home, settings);
        Runtime.getRuntime().addShutdownHook(jobyard.stopper);
        jobyard.start();
        return jobyard;
    }

    /** Starts the launcher and waits until jobs are run; what an earlier one left in the home is continued. */
    public void start() {
        launcher = run(home.resolve("launcher.log"), "up");
        await("Jobyard is up, see " + home.resolve("launcher.log"))
                .atMost(START_LIMIT)
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> {
                    assertThat(launcher.isAlive()).as("the launcher lives").isTrue();
                    return status().isUp();
                });
    }

    /** Ends it in order. */
    public void stop() {
        if (launcher == null || !launcher.isAlive()) {
            return;
        }
        launcher.destroy();
        try {
            if (!launcher.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                launcher.destroyForcibly();
                throw new AssertionError("the launcher did not end within " + STOP_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            launcher.destroyForcibly();
        }
    }

    @Override
    public void close() {
        stop();
        Runtime.getRuntime().removeShutdownHook(stopper);
    }

    /** What the command {@code status} says now. */
    public JobyardStatus status() {
        Path answer = home.resolve("status.json");
        try {
            Process asked = run(answer, "status", "--json");
            if (!asked.waitFor(30, TimeUnit.SECONDS)) {
                asked.destroyForcibly();
            }
            return new JobyardStatus(new ObjectMapper().readTree(Files.readString(answer)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Runs a command of the command line to its end. */
    public CommandResult command(String... arguments) {
        Path output = home.resolve("command.log");
        try {
            Process process = run(output, arguments);
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("%s ends", List.of(arguments))
                    .isTrue();
            return new CommandResult(process.exitValue(), Files.readString(output));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * How a command of the command line ended.
     *
     * @param exitCode its exit code
     * @param output what it wrote to stdout
     */
    public record CommandResult(int exitCode, String output) {}

    /** The process of a part, as it runs now. */
    public ProcessHandle process(Part part) {
        long pid = status().pid(part).orElseThrow(() -> new AssertionError(part + " does not run"));
        return ProcessHandle.of(pid).orElseThrow();
    }

    /** SIGKILL to a process; returns when it has ended. */
    public static void kill(ProcessHandle process) {
        process.destroyForcibly();
        await(process + " has ended").until(() -> !process.isAlive());
    }

    /** Waits until all parts run again. */
    public void awaitUp() {
        await("Jobyard is up again")
                .atMost(START_LIMIT)
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> status().isUp());
    }

    /** The API, as the first admin. */
    public ApiClient api() {
        JobyardStatus status = status();
        return new ApiClient(status.api(), status.token());
    }

    /** A connection to the database; the caller closes it. */
    public Connection database() throws SQLException {
        JobyardStatus status = status();
        return DriverManager.getConnection(status.databaseUrl(), status.databaseUser(), status.databasePassword());
    }

    /** Connects to the broker as an outside client does. */
    public ConnectionFactory broker() {
        JobyardStatus status = status();
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(status.brokerUri().getHost());
        factory.setPort(status.brokerUri().getPort());
        factory.setUsername(status.brokerUser());
        factory.setPassword(status.brokerPassword());
        return factory;
    }

    /** The folder with its data and logs. */
    public Path home() {
        return home;
    }

    private Process run(Path output, String... arguments) {
        Path jar = Path.of(System.getProperty("jobyard.test.distribution"), "jobyard.jar");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar.toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().keySet().removeIf(name -> name.startsWith("JOBYARD_"));
        builder.environment().put("JOBYARD_HOME", home.resolve("home").toString());
        builder.environment().put("JOBYARD_ADMIN_PASSWORD", ADMIN_PASSWORD);
        // Tests submit many short scripts; what the throttle does has a test of its own.
        builder.environment().put("JOBYARD_WORKER_STARTS_PER", "PT0S");
        builder.environment().put("JOBYARD_HTTP_PORT", Integer.toString(httpPort));
        builder.environment().putAll(settings);
        builder.redirectErrorStream(false)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        home.resolve("stderr.log").toFile()))
                .redirectOutput(output.toFile());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
