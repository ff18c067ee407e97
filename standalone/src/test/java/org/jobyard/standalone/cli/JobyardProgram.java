package org.jobyard.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jobyard.embedded.Ports;
import org.jobyard.embedded.ProcessMark;
import org.jobyard.standalone.client.ApiClient;

/** The distribution as it was built, run on a home in an environment of its own. */
final class JobyardProgram {
    private static final Path DISTRIBUTION = Path.of(System.getProperty("jobyard.test.distribution"));

    private final Path home;
    private final int port = Ports.free();

    JobyardProgram(Path home) {
        this.home = home;
    }

    /** The port that is set for the server. */
    int port() {
        return port;
    }

    /** Runs a command whose output the caller reads. */
    Process run(String... arguments) throws IOException {
        return builder(Map.of(), arguments).start();
    }

    /** The same with other settings. */
    Process run(Map<String, String> environment, String... arguments) throws IOException {
        return builder(environment, arguments).start();
    }

    /** Runs a command that stays; its output is kept for {@link #output}. */
    Process launch(String... arguments) throws IOException {
        return builder(Map.of(), arguments)
                .redirectErrorStream(true)
                .redirectOutput(outputFile().toFile())
                .start();
    }

    /** What the last launched one has written. */
    String output() throws IOException {
        return Files.readString(outputFile());
    }

    private Path outputFile() {
        return home.resolve("launcher.log");
    }

    private ProcessBuilder builder(Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                // As in a terminal, also when whoever runs the tests in the background has them deaf to Ctrl-C.
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // As the script ./jobyard does, whatever the locale of those who run the tests.
                "-Dfile.encoding=UTF-8",
                "-jar",
                DISTRIBUTION.resolve("jobyard.jar").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("JOBYARD_"));
        builder.environment().put("LC_ALL", "POSIX");
        builder.environment().put("JOBYARD_HOME", home.toString());
        builder.environment().put("JOBYARD_HTTP_PORT", Integer.toString(port));
        builder.environment().putAll(environment);
        return builder;
    }

    JsonNode status() throws IOException {
        return new ObjectMapper().readTree(run("status", "--json").getInputStream());
    }

    /** The API of the one that runs, as its first admin. */
    ApiClient api() throws IOException {
        JsonNode status = status();
        return new ApiClient(
                URI.create(status.path("api").asText()),
                Files.readString(Path.of(status.path("tokenFile").asText())).strip());
    }

    /** Marks of children that were not taken away in order. */
    List<Path> marksLeft() throws IOException {
        List<Path> left = new ArrayList<>();
        for (String folder : List.of("run", "rabbit", "postgres")) {
            try (Stream<Path> files = Files.list(home.resolve(folder))) {
                files.filter(file -> file.toString().endsWith("process")).forEach(left::add);
            }
        }
        left.remove(home.resolve("run/launcher.process"));
        return left;
    }

    static List<ProcessMark> marks(JsonNode status) {
        List<ProcessMark> marks = new ArrayList<>();
        status.path("processes").fieldNames().forEachRemaining(part -> marks.add(mark(status, part)));
        return marks;
    }

    static ProcessMark mark(JsonNode status, String part) {
        return ProcessMark.of(status.path("processes").path(part).asLong()).orElseThrow();
    }

    static void signal(Process process, String signal) throws Exception {
        new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + process.pid())
                .start()
                .waitFor();
    }
}
