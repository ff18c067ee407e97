package org.jobyard.worker.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of a worker: {@code runs/START/EXECUTION} for each running script, where START is fresh at each start. What
 * an earlier start has left, because it was killed, is ended and removed first. A lock keeps a second worker out.
 */
public final class RunFolders implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunFolders.class);

    private final FileChannel lock;
    private final Path current;

    private RunFolders(FileChannel lock, Path current) {
        this.lock = lock;
        this.current = current;
    }

    /**
     * Opens the folder.
     *
     * @param grace how long left-over processes have between SIGTERM and SIGKILL
     * @throws IOException when it cannot be used, or another worker uses it
     */
    public static RunFolders open(Path folder, Duration grace) throws IOException {
        if (!ProcessTable.isThere()) {
            throw new IOException("this system has no /proc: the script worker runs on Linux");
        }
        Path runs = Files.createDirectories(folder.resolve("runs"));
        Files.setPosixFilePermissions(runs, PosixFilePermissions.fromString("rwx------"));
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.tryLock();
        if (held == null) {
            channel.close();
            throw new IOException("another worker uses the folder " + folder);
        }
        try (DirectoryStream<Path> starts = Files.newDirectoryStream(runs)) {
            for (Path start : starts) {
                endLeftovers(start, grace);
            }
        }
        return new RunFolders(
                channel, Files.createDirectory(runs.resolve(UUID.randomUUID().toString())));
    }

    /** Where the runs of this start are. */
    public Path current() {
        return current;
    }

    /** A folder for a run. */
    public RunFolder create(UUID execution) throws IOException {
        return RunFolder.create(current.resolve(execution.toString()), execution);
    }

    private static void endLeftovers(Path start, Duration grace) throws IOException {
        try (DirectoryStream<Path> runs = Files.newDirectoryStream(start)) {
            for (Path run : runs) {
                LOG.warn("ending what is left of {}, from an earlier start of this worker", run.getFileName());
                RunFolder.existing(run).session().end(grace);
            }
        }
        FileTrees.delete(start);
    }

    @Override
    public void close() throws IOException {
        FileTrees.delete(current);
        lock.close();
    }
}
