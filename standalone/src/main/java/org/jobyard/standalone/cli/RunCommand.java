package org.jobyard.standalone.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jobyard.standalone.client.RunScript;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Submits a script. */
@Command(
        name = "run",
        description = "Submits a script to the running Jobyard.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit status with --follow:%n",
        exitCodeList = {"0..124:the script's own", "125:it ended in another way, such as by cancel or timeout"})
final class RunCommand implements Callable<Integer> {
    @Mixin
    private HomeOptions options;

    @Parameters(paramLabel = "FILE", description = "the script")
    private Path file;

    @Option(
            names = {"-f", "--follow"},
            description = "show its log as it comes, and exit with its exit code")
    private boolean follow;

    @Override
    public Integer call() {
        return new RunScript(options.api(), System.out, System.err).run(file, follow);
    }
}
