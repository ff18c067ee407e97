package org.jobyard.standalone.cli;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jobyard.embedded.ProcessMark;
import org.jobyard.embedded.Signals;
import org.jobyard.embedded.Waiting;
import org.jobyard.standalone.home.Home;
import org.jobyard.standalone.home.HomeLock;
import org.jobyard.standalone.launch.Orphans;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Ends the Jobyard that runs in the home, or what a killed launcher has left of it. */
@Command(name = "stop", description = "Ends the running Jobyard in order.", mixinStandardHelpOptions = true)
final class StopCommand implements Callable<Integer> {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @Mixin
    private HomeOptions options;

    @Override
    public Integer call() {
        Home home = options.home();
        if (!Files.isDirectory(home.run())) {
            System.out.println("Jobyard does not run in " + home + ".");
            return 0;
        }
        Optional<HomeLock> lock = HomeLock.tryTake(home);
        return lock.isPresent() ? endOrphans(home, lock.get()) : endLauncher(home);
    }

    private static int endLauncher(Home home) {
        Optional<ProcessMark> launcher = HomeLock.launcher(home);
        launcher.ifPresent(mark -> Signals.send(mark, "TERM"));
        boolean ended =
                Waiting.until(LIMIT, () -> launcher.filter(ProcessMark::isAlive).isEmpty());
        System.out.println(ended ? "Jobyard has ended." : "The launcher has not ended within " + LIMIT + ".");
        return ended ? 0 : 1;
    }

    private static int endOrphans(Home home, HomeLock lock) {
        try (lock) {
            Orphans orphans = new Orphans(home);
            List<String> left = orphans.running();
            orphans.end();
            System.out.println(
                    left.isEmpty()
                            ? "Jobyard does not run in " + home + "."
                            : "Ended what a killed launcher had left: " + String.join(", ", left) + ".");
            return 0;
        }
    }
}
