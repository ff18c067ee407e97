package org.jobyard.standalone.cli;

import org.jobyard.embedded.StartFailure;
import org.jobyard.standalone.client.ApiException;
import org.jobyard.standalone.launch.Distribution;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;

/** The command {@code jobyard}, which has the others below it. */
@Command(
        name = "jobyard",
        description = "Runs jobs for engineers and loses none of them.",
        mixinStandardHelpOptions = true,
        versionProvider = JobyardCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            StatusCommand.class,
            StopCommand.class,
            LogsCommand.class,
            RunCommand.class,
            UserCommand.class,
            TokenCommand.class,
            TestCommand.class,
            BenchCommand.class,
            CompletionCommand.class,
            HelpCommand.class
        })
public final class JobyardCommand implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** The whole command line; what is wrong is said in one line, with status 1 (2 for wrong usage). */
    public static CommandLine commandLine() {
        return new CommandLine(new JobyardCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((problem, command, parsed) -> {
                    if (problem instanceof StartFailure || problem instanceof ApiException) {
                        command.getErr().println("jobyard: " + problem.getMessage());
                        return CommandLine.ExitCode.SOFTWARE;
                    }
                    throw problem;
                });
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say which command.");
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"jobyard " + Distribution.version()};
        }
    }
}
