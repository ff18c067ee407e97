package org.jobyard.sdk.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jobyard.sdk.message.OutputFile;

/**
 * Keeps them in a folder: {@code TENANT/JOB/EXECUTION/} with {@code stdout.log}, {@code stderr.log} and
 * {@code outputs/}. Its files can be read by the folder's group whatever the umask. Symbolic links below the root are
 * never followed: scripts run under the same user and could plant some to have the server read other files for them.
 */
public final class FolderOutputStore implements OutputStore {
    private final Path root;
    private final GroupAccess access;

    /**
     * Uses a folder, which is made when it is missing.
     *
     * @param root the folder
     * @param group name of the operating system's group that may read; empty: the group that new files get by
     *     themselves
     * @throws IOException when the folder cannot be made or there is no such group
     */
    public FolderOutputStore(Path root, Optional<String> group) throws IOException {
        this.access = GroupAccess.of(root.getFileSystem(), group);
        if (!Files.isDirectory(root)) {
            Files.createDirectories(root);
            access.grantFolder(root);
        }
        this.root = root.toRealPath();
    }

    @Override
    public OutputFile write(StoredFile file, InputStream content) throws IOException {
        Path target = resolve(file);
        Path folder = makeFolder(resolve(file.folder()));
        // Beside the outputs, not among them: the same file system for the rename, and never listed when left behind.
        Path partial = folder.resolve("." + UUID.randomUUID() + ".partial");
        try {
            OutputFile written;
            try (FileChannel channel =
                            FileChannel.open(partial, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                    OutputStream out = Channels.newOutputStream(channel)) {
                written = Digests.copy(file.outputName(), content, out);
                channel.force(true);
            }
            publish(partial, target);
            return written;
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    @Override
    public OutputFile take(StoredFile file, Path source) throws IOException {
        if (!Files.isRegularFile(source, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("no regular file: " + source);
        }
        try (FileChannel channel = FileChannel.open(source, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
                InputStream content = Channels.newInputStream(channel)) {
            if (GroupAccess.hasOneName(source)) {
                OutputFile taken = Digests.copy(file.outputName(), content, OutputStream.nullOutputStream());
                channel.force(true);
                try {
                    publish(source, resolve(file));
                    return taken;
                } catch (AtomicMoveNotSupportedException otherFileSystem) {
                    channel.position(0);
                }
            }
            OutputFile written = write(file, content);
            Files.delete(source);
            return written;
        }
    }

    @Override
    public List<OutputFile> outputs(ExecutionFolder folder) throws IOException {
        Path outputs = resolve(folder).resolve(StoredFile.OUTPUTS);
        if (!Files.isDirectory(outputs, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        List<Path> found;
        try (Stream<Path> walk = Files.walk(outputs)) {
            found = walk.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
        var files = new ArrayList<OutputFile>();
        for (Path path : found) {
            String name = outputs.relativize(path).toString();
            try (InputStream content = open(StoredFile.output(folder, name), 0, Long.MAX_VALUE)) {
                files.add(Digests.copy(name, content, OutputStream.nullOutputStream()));
            }
        }
        return List.copyOf(files);
    }

    @Override
    public long size(StoredFile file) throws IOException {
        try (SeekableByteChannel channel = NoFollow.open(root, root.relativize(resolve(file)))) {
            return channel.size();
        }
    }

    @Override
    public InputStream open(StoredFile file, long offset, long length) throws IOException {
        return RangeInputStream.of(NoFollow.open(root, root.relativize(resolve(file))), offset, length);
    }

    @Override
    public String location(ExecutionFolder folder) {
        return resolve(folder).toString();
    }

    @Override
    public void delete(String tenant, UUID job) throws IOException {
        ExecutionFolder.checkTenant(tenant);
        NoFollow.delete(root, Path.of(tenant, job.toString()));
    }

    private Path resolve(ExecutionFolder folder) {
        return root.resolve(folder.tenant())
                .resolve(folder.job().toString())
                .resolve(folder.execution().toString());
    }

    private Path resolve(StoredFile file) throws IOException {
        try {
            return resolve(file.folder()).resolve(file.path());
        } catch (InvalidPathException e) {
            throw new IOException("this system cannot name a file so (is its locale UTF-8?): " + file.path(), e);
        }
    }

    private void publish(Path ready, Path target) throws IOException {
        Path folder = makeFolder(target.getParent());
        access.grantFile(ready);
        Files.move(ready, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        NoFollow.force(folder);
    }

    /** Makes the folders from the root down to this one, each readable by the group. */
    private Path makeFolder(Path folder) throws IOException {
        if (folder.equals(root)) {
            return folder;
        }
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            Path parent = makeFolder(folder.getParent());
            access.createFolder(folder);
            NoFollow.force(parent);
        }
        return folder;
    }
}
