package org.jobyard.standalone.cli;

import java.net.URI;
import java.util.concurrent.Callable;
import org.jobyard.standalone.client.ApiClient;
import org.jobyard.standalone.client.Demo;
import org.jobyard.standalone.launch.Launch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts everything, runs real jobs, and stays. */
@Command(
        name = "demo",
        description = "Starts everything, runs real jobs and shows them, then leaves the console running until Ctrl-C.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    @Mixin
    private HomeOptions options;

    @Option(names = "--exit", description = "end after the jobs: with 0 when all went as they should, else 1")
    private boolean exit;

    @Override
    public Integer call() {
        try (RunningLaunch launch = new RunningLaunch(options)) {
            Launch.Started started = launch.start();
            int status = new Demo(new ApiClient(URI.create(started.api()), started.token()), System.out).run();
            if (!exit) {
                launch.explain(started);
                launch.stay(false);
            }
            return status;
        }
    }
}
