package org.jobyard.systemtests.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jobyard.systemtests.Folders;

/**
 * A Payara Server with a domain of its own: a copy of the one it is delivered with, on free ports of 127.0.0.1. Making one
 * with {@code create-domain} takes longer than starting it.
 */
final class PayaraServer implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("((?:\\b|-)port=\"|telnet\\.port=)(\\d{4})(?=[\"<])");
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Path software;
    private final Path domains;
    private final Map<String, String> environment;
    private final Map<String, Integer> ports = new HashMap<>();

    /**
     * Nothing runs yet.
     *
     * @param software the unpacked distribution
     * @param domains folder for the domain; what is in it is deleted
     * @param environment settings of the application
     */
    PayaraServer(Path software, Path domains, Map<String, String> environment) {
        this.software = software;
        this.domains = domains;
        this.environment = environment;
    }

    /**
     * Makes the domain and starts it.
     *
     * @param libraries for the server's own class path
     * @param systemProperties of the server
     * @param commands of {@code asadmin}, run before the server boots
     */
    void start(List<Path> libraries, Map<String, String> systemProperties, Path commands) throws IOException {
        Folders.delete(domains);
        copy(software.resolve("glassfish/domains/domain1"), domain());
        for (Path library : libraries) {
            Files.copy(library, domain().resolve("lib").resolve(library.getFileName()));
        }
        Path configuration = domain().resolve("config/domain.xml");
        Files.writeString(configuration, with(systemProperties, privately(Files.readString(configuration))));
        asadmin(
                "start-domain",
                "--domaindir",
                domains.toString(),
                "--prebootcommandfile",
                commands.toString(),
                "domain1");
    }

    /** Runs one command of {@code asadmin}, which must succeed. */
    void asadmin(String... command) {
        List<String> line = new ArrayList<>(List.of(
                "sh", software.resolve("bin/asadmin").toString(), "--port", Integer.toString(ports.get("4848"))));
        line.addAll(List.of(command));
        Path output = domains.resolve("asadmin.log");
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().putAll(environment);
        builder.environment().put("AS_JAVA", System.getProperty("java.home"));
        try {
            Process process = builder.start();
            boolean ended = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            assertThat(ended && process.exitValue() == 0)
                    .as(
                            "%s, see %s: %s%nand %s: %s",
                            List.of(command), output, lastLines(output), log(), lastLines(log()))
                    .isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Where applications are served. */
    int httpPort() {
        return ports.get("8080");
    }

    /** Process id of the running server. */
    ProcessHandle process() throws IOException {
        String pid = Files.readString(domain().resolve("config/pid")).strip();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    /** The server's log. */
    Path log() {
        return domain().resolve("logs/server.log");
    }

    /** Ends it in order. */
    void stop() {
        asadmin("stop-domain", "--domaindir", domains.toString(), "domain1");
    }

    /** Ends it in any case. */
    @Override
    public void close() throws IOException {
        if (Files.exists(domain().resolve("config/pid"))) {
            ProcessHandle.of(Long.parseLong(
                            Files.readString(domain().resolve("config/pid")).strip()))
                    .ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private static String lastLines(Path file) throws IOException {
        if (!Files.exists(file)) {
            return "(nothing)";
        }
        List<String> lines = Files.readAllLines(file);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    }

    private Path domain() {
        return domains.resolve("domain1");
    }

    /** The domain's configuration with each port another that is free, on loopback, and without a cluster. */
    private String privately(String configuration) {
        Matcher matcher = PORT.matcher(configuration);
        String moved =
                matcher.replaceAll(match -> match.group(1) + ports.computeIfAbsent(match.group(2), port -> freePort()));
        return moved.replace("\"0.0.0.0\"", "\"127.0.0.1\"")
                .replace("<network-listener port=", "<network-listener address=\"127.0.0.1\" port=")
                .replace(
                        "<hazelcast-runtime-configuration ",
                        "<hazelcast-runtime-configuration interface=\"127.0.0.1\" ")
                .replace(
                        "<hazelcast-config-specific-configuration>",
                        "<hazelcast-config-specific-configuration enabled=\"false\">");
    }

    /** The configuration with more options for the server's JVM; the first list of them is the server's own. */
    private static String with(Map<String, String> systemProperties, String configuration) {
        StringBuilder options = new StringBuilder();
        systemProperties.forEach((name, value) -> options.append("<jvm-options>-D")
                .append(name)
                .append('=')
                .append(value)
                .append("</jvm-options>"));
        return configuration.replaceFirst("<jvm-options>", Matcher.quoteReplacement(options + "<jvm-options>"));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Files.copy(each, to.resolve(from.relativize(each)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
