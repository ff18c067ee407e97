package org.jobyard.standalone.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jobyard.embedded.StartFailure;
import org.jobyard.standalone.launch.Distribution;
import org.jobyard.standalone.launch.Status;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** Starts the benchmark, which is a program of its own, against the running Jobyard. */
@Command(
        name = "bench",
        description = "Measures the running Jobyard beside what PostgreSQL and RabbitMQ alone reach.",
        footer = "The other options are the benchmark's own: bench -h shows them.")
final class BenchCommand implements Callable<Integer> {
    @Mixin
    private HomeOptions options;

    @Option(
            names = {"-h", "--help"},
            description = "show the benchmark's options")
    private boolean help;

    @Unmatched
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (help) {
            return bench(List.of("--help"));
        }
        Status status = Status.of(options.home());
        if (status.state() != Status.State.UP) {
            throw new StartFailure("Jobyard is " + status.state() + " in " + options.home()
                    + ": start it with ./jobyard up, then measure it.");
        }
        Path description = Files.createTempFile("jobyard-bench", ".json");
        try {
            new ObjectMapper().writeValue(description.toFile(), status);
            arguments.add(0, "--status=" + description);
            return bench(arguments);
        } finally {
            Files.delete(description);
        }
    }

    private static int bench(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Distribution.own().bench().toString()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).inheritIO().start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "end"));
        return process.waitFor();
    }
}
