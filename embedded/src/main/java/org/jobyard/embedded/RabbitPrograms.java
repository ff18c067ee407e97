package org.jobyard.embedded;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds the programs of RabbitMQ and Erlang on this machine, and installs them where that is ours to do. */
final class RabbitPrograms {
    private static final Path INSTALLER = Path.of("/usr/bin/apt-get");
    /** How long an installation that has begun is waited for when the start is cut short. */
    private static final Duration INSTALL_LIMIT = Duration.ofMinutes(10);
    /** Keeps the package from starting the system's service, unless the machine has a policy of its own. */
    private static final String INSTALL = """
            set -e
            export DEBIAN_FRONTEND=noninteractive
            policy=/usr/sbin/policy-rc.d
            if [ ! -e "$policy" ]; then
              printf '#!/bin/sh\\nexit 101\\n' > "$policy"; chmod 755 "$policy"
              trap 'rm -f "$policy"' EXIT
              trap 'exit 1' INT TERM HUP
            fi
            apt-get -qq update
            apt-get -qq -y --no-install-recommends install rabbitmq-server
            """;

    private RabbitPrograms() {}

    /** The script {@code rabbitmq-server}; when it is missing, it is installed if we are root on Debian or Ubuntu. */
    static Path server(Consumer<String> say) {
        Optional<Path> found = find();
        if (found.isPresent()) {
            return found.get();
        }
        if (!Files.isExecutable(INSTALLER) || !NotRoot.isRoot()) {
            throw new StartFailure("RabbitMQ is not installed: install the package rabbitmq-server (Debian, Ubuntu: "
                    + "sudo apt-get install rabbitmq-server), or set JOBYARD_AMQP_URI to use a broker of your own.");
        }
        say.accept(
                "RabbitMQ is not installed; installing rabbitmq-server with apt-get (the system's service is not started)");
        install();
        return find().orElseThrow(
                        () -> new StartFailure("apt-get has installed RabbitMQ, but rabbitmq-server is not there."));
    }

    private static void install() {
        try {
            Path log = Files.createTempFile("jobyard-apt", ".log");
            // In a session of its own: Ctrl-C must not break off a package half-way.
            Process apt = new ProcessBuilder("setsid", "/bin/sh", "-c", INSTALL)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (ended(apt) != 0) {
                throw new StartFailure("apt-get could not install rabbitmq-server: "
                        + Logs.lastLine(Files.readString(log)).orElse("no reason given") + " (log: " + log + ")");
            }
            Files.delete(log);
        } catch (IOException e) {
            throw new StartFailure("Cannot run apt-get: " + e.getMessage(), e);
        }
    }

    private static int ended(Process apt) {
        try {
            return apt.waitFor();
        } catch (InterruptedException e) {
            Waiting.throughout(INSTALL_LIMIT, () -> !apt.isAlive());
            Thread.currentThread().interrupt();
            throw new StartFailure("Interrupted while RabbitMQ was installed.", e);
        }
    }

    /**
     * The real script, not the wrapper in {@code /usr/sbin} of Debian and Red Hat: that one switches to the user
     * rabbitmq and is for the system's service.
     */
    private static Optional<Path> find() {
        List<Path> places = new ArrayList<>();
        if (System.getenv("RABBITMQ_HOME") != null) {
            places.add(Path.of(System.getenv("RABBITMQ_HOME"), "sbin"));
        }
        places.add(Path.of("/usr/lib/rabbitmq/bin"));
        places.add(Path.of("/opt/rabbitmq/sbin"));
        onPath("rabbitmq-server").map(Path::getParent).ifPresent(places::add);
        return places.stream()
                .map(place -> place.resolve("rabbitmq-server"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Erlang's port mapper: on the path, or beside the runtime. */
    static Path epmd() {
        Optional<Path> onPath = onPath("epmd");
        if (onPath.isPresent()) {
            return onPath.get();
        }
        Path root = onPath("erl")
                .map(erl -> erl.getParent().getParent())
                .orElseThrow(() -> new StartFailure("Erlang is not installed: there is no erl on the PATH."));
        try (DirectoryStream<Path> runtimes = Files.newDirectoryStream(root, "erts-*")) {
            for (Path runtime : runtimes) {
                if (Files.isExecutable(runtime.resolve("bin/epmd"))) {
                    return runtime.resolve("bin/epmd");
                }
            }
        } catch (IOException e) {
            throw new StartFailure("Cannot look for epmd in " + root + ": " + e.getMessage(), e);
        }
        throw new StartFailure("Erlang's epmd is neither on the PATH nor in " + root + ".");
    }

    private static Optional<Path> onPath(String program) {
        for (String place :
                System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":", -1)) {
            Path file = Path.of(place, program);
            if (Files.isExecutable(file)) {
                try {
                    return Optional.of(file.toRealPath());
                } catch (IOException e) {
                    throw new StartFailure("Cannot follow " + file + ": " + e.getMessage(), e);
                }
            }
        }
        return Optional.empty();
    }
}
