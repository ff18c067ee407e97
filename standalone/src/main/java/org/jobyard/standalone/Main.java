package org.jobyard.standalone;

import org.jobyard.standalone.cli.JobyardCommand;

/** Where the program begins. */
public final class Main {
    private Main() {}

    /** Runs the command line and ends with its status. */
    public static void main(String[] args) {
        System.exit(JobyardCommand.commandLine().execute(args));
    }
}
