package org.jobyard.embedded;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** Files and folders that only their owner may read. */
public final class PrivateFiles {
    private static final long LEAST_SPACE = 200L << 20;

    private PrivateFiles() {}

    /**
     * Makes the folder (mode 0700 when it is new) and sees that there is space to work in.
     *
     * @throws StartFailure when it cannot be made, or less than 200 MiB are free
     */
    public static Path folder(Path folder) {
        try {
            if (!Files.isDirectory(folder)) {
                if (folder.getParent() != null) {
                    Files.createDirectories(folder.getParent());
                }
                Files.createDirectory(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            FileStore store = Files.getFileStore(folder);
            if (store.getUsableSpace() < LEAST_SPACE) {
                throw new StartFailure("The disk of " + folder + " is full: " + (store.getUsableSpace() >> 20)
                        + " MiB are free, " + (LEAST_SPACE >> 20) + " MiB are needed.");
            }
            return folder;
        } catch (IOException e) {
            throw new StartFailure("Cannot use the folder " + folder + ": " + e, e);
        }
    }

    /** Writes a file of mode 0600, whole or not at all. */
    public static void write(Path file, String content) {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, content);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StartFailure("Cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /** The secret kept in the file; when there is none yet, a random one of 192 bits (letters, digits, - and _) is made and kept. */
    public static String secret(Path file) {
        try {
            if (!Files.exists(file)) {
                byte[] bytes = new byte[24];
                new SecureRandom().nextBytes(bytes);
                write(file, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new StartFailure("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
