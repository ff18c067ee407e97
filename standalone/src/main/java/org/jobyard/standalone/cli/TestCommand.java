package org.jobyard.standalone.cli;

import org.jobyard.embedded.StartFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** For help and completion only: the script runs the tests itself, before there is a program to start. */
@Command(
        name = "test",
        description = "Builds everything and runs all tests with real PostgreSQL and RabbitMQ; prints the counts.",
        mixinStandardHelpOptions = true)
final class TestCommand implements Runnable {
    @Option(names = "--all", description = "the tests that take minutes, too")
    private boolean all;

    @Override
    public void run() {
        throw new StartFailure("Run ./jobyard test" + (all ? " --all" : "") + " in a checkout.");
    }
}
