package org.jobyard.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Commands of {@code rabbitmqctl} for a private node, whoever has started it: its own environment says where it is. */
public final class RabbitControl {
    private static final long LIMIT_SECONDS = 60;

    private final long node;

    private RabbitControl(long node) {
        this.node = node;
    }

    /** Of the running node with this process id. */
    public static RabbitControl of(long pid) {
        return new RabbitControl(pid);
    }

    /**
     * Runs a command and returns what it says.
     *
     * @throws IllegalStateException when it fails, takes longer than a minute, or the node is not ours to look at
     */
    public String run(String... command) {
        List<String> line = new ArrayList<>(List.of(program(), "-q"));
        line.addAll(List.of(command));
        try {
            Path output = Files.createTempFile("rabbitmqctl", ".log");
            ProcessBuilder builder =
                    new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().clear();
            Pattern.compile("\0")
                    .splitAsStream(Files.readString(Path.of("/proc", Long.toString(node), "environ")))
                    .map(variable -> variable.split("=", 2))
                    .forEach(pair -> builder.environment().put(pair[0], pair[1]));
            // The node's own, which a second runtime must not take.
            builder.environment().remove("RABBITMQ_DIST_PORT");
            Process process = builder.start();
            boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            String said = Files.readString(output, StandardCharsets.UTF_8);
            Files.delete(output);
            if (!ended || process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", line) + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new IllegalStateException("cannot run " + String.join(" ", line), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in " + String.join(" ", line), e);
        }
    }

    private static String program() {
        return RabbitPrograms.server(text -> {}).resolveSibling("rabbitmqctl").toString();
    }
}
