package org.jobyard.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jobyard.sdk.amqp.Broker;
import org.jobyard.sdk.signal.StopSignals;
import org.jobyard.sdk.store.FolderOutputStore;
import org.jobyard.sdk.worker.JobyardWorker;
import org.jobyard.worker.process.Reaper;
import org.jobyard.worker.process.RunFolders;
import org.jobyard.worker.script.ScriptHandler;
import org.jobyard.worker.script.ScriptLimits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the script worker. It runs until it is told to stop (SIGTERM, SIGINT, or by the server). */
public final class Main {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    private Main() {}

    /** No arguments; see {@link WorkerSetting}. */
    public static void main(String[] arguments) {
        try {
            start(WorkerSettings.load());
        } catch (StartFailure e) {
            LOG.error("{}", e.getMessage());
            System.exit(1);
        } catch (IOException | IllegalArgumentException e) {
            LOG.error("The worker cannot start: {}", e.getMessage());
            System.exit(1);
        } catch (InterruptedException e) {
            // Nobody interrupts the main thread; if somebody did, it would be to end it.
            Thread.currentThread().interrupt();
            System.exit(1);
        }
    }

    private static void start(WorkerSettings settings) throws IOException, InterruptedException {
        Path folder = settings.path(WorkerSetting.DIR);
        Duration grace = settings.duration(WorkerSetting.GRACE);
        Duration drain = settings.duration(WorkerSetting.DRAIN);
        var store = new FolderOutputStore(
                settings.path(WorkerSetting.OUTPUT_DIR), settings.text(WorkerSetting.OUTPUT_GROUP));
        RunFolders folders = RunFolders.open(folder, grace);
        Reaper reaper = Reaper.start(folders.current());
        ScriptHandler handler = ScriptHandler.create(
                folders,
                store,
                settings.number(WorkerSetting.OUTPUT_MAX),
                settings.number(WorkerSetting.OUTPUT_FILES),
                new ScriptLimits(
                        settings.text(WorkerSetting.PATH).orElse("/usr/bin:/bin"),
                        grace,
                        settings.number(WorkerSetting.LOG_MAX)));
        var broker = new Broker(
                settings.uri(WorkerSetting.AMQP_URI),
                settings.text(WorkerSetting.AMQP_USER).orElse(null),
                settings.text(WorkerSetting.AMQP_PASSWORD).orElse(null));
        JobyardWorker worker = JobyardWorker.builder(broker)
                .name(settings.name())
                .type(ScriptHandler.TYPE, handler, settings.capacity())
                .starts(
                        (int) Math.min(settings.number(WorkerSetting.STARTS), Integer.MAX_VALUE),
                        settings.duration(WorkerSetting.STARTS_PER))
                .heartbeat(settings.duration(WorkerSetting.HEARTBEAT))
                .spoolFolder(folder.resolve("spool"))
                .software("jobyard-worker " + version())
                .labels(settings.labels())
                .start();
        LOG.info("worker {} takes {} scripts at once, in {}", worker.name(), settings.capacity(), folder);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(worker, drain, folders, reaper), "jobyard-stop"));
        // The first signal begins the JVM's shutdown, and so the hook above; a second one makes it quicker.
        StopSignals.listen((number, end) -> {
            if (number > 1) {
                LOG.info("told again to stop: ending what runs");
                worker.stop(Duration.ZERO);
            }
            end.run();
        });
        worker.awaitEnd();
        // It was told to go (or is being stopped already, then this waits for that): 0 says that it need not come back.
        System.exit(0);
    }

    private static void stop(JobyardWorker worker, Duration drain, RunFolders folders, Reaper reaper) {
        worker.stop(drain);
        try {
            folders.close();
            reaper.close();
        } catch (IOException e) {
            LOG.warn("left for the next start: {}", e.getMessage());
        }
        LOG.info("stopped");
    }

    private static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "in development" : version;
    }
}
