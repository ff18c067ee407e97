package org.jobyard.standalone.cli;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Prints the completion for the shell. */
@Command(
        name = "completion",
        description = "Prints the completion for bash: source <(./jobyard completion)",
        mixinStandardHelpOptions = true)
final class CompletionCommand implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        System.out.print(AutoComplete.bash("jobyard", spec.root().commandLine()));
    }
}
