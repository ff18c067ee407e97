package org.jobyard.standalone.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts everything and stays. */
@Command(
        name = "up",
        description = "Starts PostgreSQL, RabbitMQ, the server and a worker, and stays until Ctrl-C. Data survives.",
        mixinStandardHelpOptions = true)
final class UpCommand implements Runnable {
    @Mixin
    private HomeOptions options;

    @Option(names = "--until-eof", description = "also end when the standard input ends", hidden = true)
    private boolean untilEof;

    @Override
    public void run() {
        try (RunningLaunch launch = new RunningLaunch(options)) {
            launch.start();
            launch.stay(untilEof);
        }
    }
}
