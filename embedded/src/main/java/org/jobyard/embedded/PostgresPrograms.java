package org.jobyard.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.tukaani.xz.XZInputStream;

/** Unpacks the programs of PostgreSQL from the class path, once per user and version. */
final class PostgresPrograms {
    private static final String UNPACKING = "unpacking";

    private PostgresPrograms() {}

    /** The folder that has {@code bin}, {@code lib} and {@code share}. Several JVMs may ask at once. */
    static Path unpacked(Path cache) {
        String archive = "/postgres-linux-" + architecture() + ".txz";
        try (InputStream packed = PostgresPrograms.class.getResourceAsStream(archive)) {
            if (packed == null) {
                throw new StartFailure("There are no PostgreSQL programs for this system (" + archive
                        + "); use a server of your own: JOBYARD_DB_URL, JOBYARD_DB_USER, JOBYARD_DB_PASSWORD.");
            }
            // The length tells versions apart well enough, and needs no reading of 15 MB.
            long length =
                    PostgresPrograms.class.getResource(archive).openConnection().getContentLengthLong();
            Path folder = cache.resolve("postgresql-" + architecture() + "-" + length);
            if (!Files.isDirectory(folder)) {
                PrivateFiles.folder(cache);
                unpack(packed, folder);
            }
            return folder;
        } catch (IOException e) {
            throw new StartFailure("Cannot unpack PostgreSQL to " + cache + ": " + e.getMessage(), e);
        }
    }

    private static void unpack(InputStream packed, Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(
                        folder.resolveSibling("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (Files.isDirectory(folder) || !lock.isValid()) {
                return;
            }
            deleteHalfUnpacked(folder.getParent());
            Path fresh = Files.createTempDirectory(folder.getParent(), UNPACKING);
            // The archive has symbolic links; tar is on every Linux, a program for xz is not.
            Process tar = new ProcessBuilder("tar", "-x", "-C", fresh.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (OutputStream to = tar.getOutputStream();
                    XZInputStream from = new XZInputStream(packed)) {
                from.transferTo(to);
            }
            if (tar.waitFor() != 0) {
                throw new IOException("tar ended with status " + tar.exitValue());
            }
            Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** What killed JVMs have left; nobody unpacks now, since the lock is ours. */
    private static void deleteHalfUnpacked(Path cache) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(cache, UNPACKING + "*")) {
            left.forEach(FileTrees::delete);
        }
    }

    private static String architecture() {
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return switch (arch) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> arch;
        };
    }
}
