package org.jobyard.sdk.amqp;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Bodies of messages that wait for the broker, on disk in place of memory. The file is emptied whenever nothing in it is
 * needed any more; it does not outlive the process. Not thread-safe: its outbox guards it.
 */
final class Spool implements AutoCloseable {
    /** Where a body lies. */
    record Slice(long offset, int length) {}

    private final FileChannel channel;
    private long end;
    private int live;

    Spool(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path file = Files.createTempFile(folder, "outbox", ".spool");
        channel = FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    Slice append(byte[] body) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(body);
        while (buffer.hasRemaining()) {
            channel.write(buffer, end + buffer.position());
        }
        var slice = new Slice(end, body.length);
        end += body.length;
        live++;
        return slice;
    }

    byte[] read(Slice slice) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(slice.length());
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, slice.offset() + buffer.position()) < 0) {
                throw new EOFException("the spool is shorter than what was written to it");
            }
        }
        return buffer.array();
    }

    void release() {
        live--;
        if (live == 0) {
            end = 0;
            try {
                channel.truncate(0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Bytes on disk. */
    long size() {
        return end;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
