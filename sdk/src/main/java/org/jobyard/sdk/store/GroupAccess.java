package org.jobyard.sdk.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Optional;
import java.util.Set;

/** Lets a group read what the store keeps. Permissions are set after the fact, since the umask trims them at creation. */
final class GroupAccess {
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-r-----");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwxr-x---");

    private final Optional<GroupPrincipal> group;

    private GroupAccess(Optional<GroupPrincipal> group) {
        this.group = group;
    }

    static GroupAccess of(FileSystem system, Optional<String> name) throws IOException {
        if (name.isEmpty()) {
            return new GroupAccess(Optional.empty());
        }
        try {
            return new GroupAccess(
                    Optional.of(system.getUserPrincipalLookupService().lookupPrincipalByGroupName(name.get())));
        } catch (UserPrincipalNotFoundException e) {
            throw new IOException("there is no group " + name.get() + " on this system", e);
        }
    }

    /** Makes a folder; one that another thread or process has just made is as good. */
    void createFolder(Path folder) throws IOException {
        try {
            Files.createDirectory(folder);
            grantFolder(folder);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
        }
    }

    void grantFile(Path file) throws IOException {
        grant(file, FILE);
    }

    void grantFolder(Path folder) throws IOException {
        grant(folder, FOLDER);
    }

    private void grant(Path path, Set<PosixFilePermission> permissions) throws IOException {
        // Not NOFOLLOW_LINKS: with it, Linux refuses to change permissions. The path was made or checked by the caller.
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (group.isPresent()) {
            view.setGroup(group.get());
        }
        view.setPermissions(permissions);
    }

    /** Whether no second (hard) link leads to the file, through which it could still be written. */
    static boolean hasOneName(Path file) throws IOException {
        return ((Integer) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS)) == 1;
    }
}
