package org.jobyard.standalone.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jobyard.embedded.StartFailure;
import org.jobyard.standalone.launch.Launch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the log of a part. */
@Command(name = "logs", description = "Shows the log of a part.", mixinStandardHelpOptions = true)
final class LogsCommand implements Callable<Integer> {
    private static final long PAUSE_MS = 200;

    /** Whose log. */
    enum Whose {
        SERVER,
        WORKER,
        BROKER,
        DATABASE
    }

    @Mixin
    private HomeOptions options;

    @Parameters(
            paramLabel = "PART",
            arity = "0..1",
            defaultValue = "SERVER",
            description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}")
    private Whose whose;

    @Option(
            names = {"-f", "--follow"},
            description = "go on as it grows, until Ctrl-C")
    private boolean follow;

    @Option(names = "--path", description = "say only where it is")
    private boolean path;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Map<String, Path> logs = Launch.logs(options.home());
        Path log = logs.get(whose.name().toLowerCase(Locale.ROOT));
        if (path) {
            System.out.println(log);
            return 0;
        }
        if (!Files.exists(log)) {
            throw new StartFailure("There is no log " + log + " yet.");
        }
        show(log);
        return 0;
    }

    private void show(Path log) throws IOException, InterruptedException {
        try (InputStream in = Files.newInputStream(log)) {
            do {
                in.transferTo(System.out);
                System.out.flush();
                if (follow) {
                    Thread.sleep(PAUSE_MS);
                }
            } while (follow);
        }
    }
}
