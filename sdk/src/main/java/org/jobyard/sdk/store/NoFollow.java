package org.jobyard.sdk.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/**
 * Opens files without following any symbolic link. Each step is made relative to the open folder above it, so a link
 * that is put in place between a check and its use does not help either.
 */
final class NoFollow {
    private NoFollow() {}

    /**
     * Opens a file for reading.
     *
     * @throws NoSuchFileException when there is none, or something else than a regular file below real folders
     */
    static SeekableByteChannel open(Path root, Path relative) throws IOException {
        try (DirectoryStream<Path> folder = Files.newDirectoryStream(root)) {
            if (folder instanceof SecureDirectoryStream<Path> secure) {
                return open(secure, relative);
            }
            throw new IOException("this file system cannot be read without following links: " + root);
        }
    }

    private static SeekableByteChannel open(SecureDirectoryStream<Path> folder, Path relative) throws IOException {
        Path first = relative.getName(0);
        BasicFileAttributes attributes = folder.getFileAttributeView(
                        first, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
        if (relative.getNameCount() == 1) {
            // Checked, because to open a pipe would wait for its writer.
            if (!attributes.isRegularFile()) {
                throw new NoSuchFileException(relative.toString());
            }
            return folder.newByteChannel(first, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        }
        if (!attributes.isDirectory()) {
            throw new NoSuchFileException(relative.toString());
        }
        try (SecureDirectoryStream<Path> next = folder.newDirectoryStream(first, LinkOption.NOFOLLOW_LINKS)) {
            return open(next, relative.subpath(1, relative.getNameCount()));
        }
    }

    /** Deletes a folder with all that is in it, of links the links; nothing happens when there is none. */
    static void delete(Path root, Path relative) throws IOException {
        try (DirectoryStream<Path> folder = Files.newDirectoryStream(root)) {
            if (!(folder instanceof SecureDirectoryStream<Path> secure)) {
                throw new IOException("this file system cannot be changed without following links: " + root);
            }
            delete(secure, relative);
        } catch (NoSuchFileException e) {
            // There is nothing of it, or somebody else deletes it too.
            return;
        }
    }

    private static void delete(SecureDirectoryStream<Path> folder, Path relative) throws IOException {
        Path first = relative.getName(0);
        if (relative.getNameCount() > 1) {
            try (SecureDirectoryStream<Path> next = folder.newDirectoryStream(first, LinkOption.NOFOLLOW_LINKS)) {
                delete(next, relative.subpath(1, relative.getNameCount()));
            }
            return;
        }
        BasicFileAttributes attributes = folder.getFileAttributeView(
                        first, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
        if (!attributes.isDirectory()) {
            folder.deleteFile(first);
            return;
        }
        try (SecureDirectoryStream<Path> inside = folder.newDirectoryStream(first, LinkOption.NOFOLLOW_LINKS)) {
            for (Path name : inside) {
                delete(inside, name.getFileName());
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        folder.deleteDirectory(first);
    }

    /** Makes the names in a folder durable. */
    static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            channel.force(true);
        }
    }
}
