package org.jobyard.standalone.home;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jobyard.embedded.ProcessMark;
import org.jobyard.embedded.StartFailure;

/** Held by the one launcher that uses a home; the operating system gives it back when that launcher dies, however. */
public final class HomeLock implements AutoCloseable {
    private final FileChannel channel;
    private final FileLock lock;

    private HomeLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes it.
     *
     * @throws StartFailure when another launcher has it
     */
    public static HomeLock take(Home home) {
        return tryTake(home)
                .orElseThrow(() -> new StartFailure("Jobyard already runs in " + home
                        + launcher(home)
                                .map(mark -> " (process " + mark.pid() + ")")
                                .orElse("")
                        + ": ./jobyard status shows it, ./jobyard stop ends it."));
    }

    /** Takes it if nobody has it. */
    public static Optional<HomeLock> tryTake(Home home) {
        try {
            FileChannel channel = FileChannel.open(
                    home.folder().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            ProcessMark.of(ProcessHandle.current().pid()).orElseThrow().write(markFile(home));
            return Optional.of(new HomeLock(channel, lock));
        } catch (OverlappingFileLockException oursAlready) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StartFailure("Cannot lock " + home + ": " + e.getMessage(), e);
        }
    }

    /** The launcher that runs in the home. */
    public static Optional<ProcessMark> launcher(Home home) {
        return ProcessMark.read(markFile(home)).filter(ProcessMark::isAlive);
    }

    private static Path markFile(Home home) {
        return home.run().resolve("launcher.process");
    }

    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new StartFailure("Cannot unlock: " + e.getMessage(), e);
        }
    }
}
