package org.jobyard.systemtests.crash;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jobyard.systemtests.ApiClient;
import org.jobyard.systemtests.Folders;

/**
 * Payara Micro with adapter and application, started as the launcher does it but without supervision: what has ended stays
 * ended. A file of orders arms its crash points.
 */
final class MicroServer implements AutoCloseable {
    private static final Path DISTRIBUTION = Path.of(System.getProperty("jobyard.test.distribution"))
            .toAbsolutePath()
            .normalize();
    private static final Duration START_LIMIT = Duration.ofMinutes(4);
    private static final Duration HALT_LIMIT = Duration.ofMinutes(1);

    private final Path folder;
    private final String node;
    private final Map<String, String> settings;
    private final String token;
    private final int port = freePort();
    private Process process;

    /**
     * Nothing runs yet.
     *
     * @param folder for its files
     * @param node its name among those that share the database
     * @param settings of its environment
     * @param token API token of the first admin
     */
    MicroServer(Path folder, String node, Map<String, String> settings, String token) {
        this.folder = folder;
        this.node = node;
        this.settings = settings;
        this.token = token;
    }

    /** Starts it and returns when it takes jobs. */
    void start() {
        Folders.delete(folder.resolve("root"));
        Folders.create(folder.resolve("root"));
        Folders.create(folder.resolve("tx"));
        disarm();
        try {
            process = launch();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ApiClient api = api();
        await("the server is ready, see " + log())
                .atMost(START_LIMIT)
                .pollInterval(Duration.ofMillis(250))
                .failFast(() -> {
                    if (!isAlive()) {
                        throw new AssertionError("the server has ended:\n" + trouble());
                    }
                })
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> api.sendOnce(api.request("/me").GET()).statusCode() == 200);
    }

    private Process launch() throws IOException {
        Path launchSet = DISTRIBUTION.resolve("server/launch");
        Path preboot = Files.writeString(
                folder.resolve("preboot.asadmin"), Files.readString(launchSet.resolve("boot/preboot.asadmin")) + """

                set configs.config.server-config.network-config.network-listeners.network-listener.http-listener.address=127.0.0.1
                set configs.config.server-config.hazelcast-config-specific-configuration.enabled=false
                """);
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx768m",
                        "-Djobyard.crash=@" + orders(),
                        "-Djobyard.node.id=" + node,
                        "-Dcom.sun.jts.lastagentcommit=true",
                        "-Djobyard.tx.dir=" + folder.resolve("tx"),
                        "-Djobyard.rar=" + launchSet.resolve("jobyard.rar"),
                        "-jar",
                        DISTRIBUTION.resolve("server/payara-micro.jar").toString(),
                        "--rootdir",
                        folder.resolve("root").toString(),
                        "--nocluster",
                        "--disablephonehome",
                        "--port",
                        Integer.toString(port),
                        "--addlibs",
                        launchSet.resolve("lib/postgresql.jar").toString(),
                        "--prebootcommandfile",
                        preboot.toString(),
                        "--postbootcommandfile",
                        launchSet.resolve("boot/postboot.asadmin").toString(),
                        "--deploy",
                        launchSet.resolve("jobyard-web.war").toString(),
                        "--contextroot",
                        "/")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().putAll(settings);
        return builder.start();
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Its API, as the first admin. */
    ApiClient api() {
        return new ApiClient(URI.create("http://127.0.0.1:" + port + "/api/v1"), token);
    }

    /** Has the process end without any cleanup when it next comes to a point of the protocol. */
    void haltAt(String point) {
        order("halt " + point);
    }

    /** Has each thread that comes to a point wait there until {@link #release}, beside those that wait at another. */
    void holdAt(String point) {
        order("hold " + point);
    }

    /** Waits until a thread is held. */
    void awaitHeld() {
        await("a thread is held").atMost(HALT_LIMIT).until(() -> Files.exists(held()));
    }

    /** Disarms all points and lets those go on that are held. */
    void release() {
        disarm();
    }

    /** Waits until the process has halted; points are disarmed then. */
    void awaitHalt() throws InterruptedException {
        if (!process.waitFor(HALT_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the server has not come to the point that was armed, see " + log());
        }
        disarm();
    }

    /** SIGTERM; does not wait. */
    void terminate() {
        process.destroy();
    }

    /** Waits until it has ended and tells its exit status. */
    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(HALT_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the server has not ended, see " + log());
        }
        return process.exitValue();
    }

    /** SIGKILL; returns when it has ended. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** All it has written since it was first started. */
    String written() {
        try {
            return Files.readString(log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String trouble() {
        try (Stream<String> lines = written().lines()) {
            List<String> severe = lines.filter(line -> line.contains("SEVERE") || line.contains("Caused by"))
                    .toList();
            return String.join("\n", severe.subList(Math.max(0, severe.size() - 10), severe.size()));
        }
    }

    private void order(String text) {
        try {
            Files.deleteIfExists(held());
            Path whole = Files.writeString(folder.resolve("orders.new"), text);
            Files.move(whole, orders(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void disarm() {
        try {
            Files.deleteIfExists(orders());
            Files.deleteIfExists(held());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path orders() {
        return folder.resolve("orders");
    }

    private Path held() {
        return folder.resolve("orders.held");
    }

    private Path log() {
        return folder.resolve("server.log");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it in any case. */
    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
