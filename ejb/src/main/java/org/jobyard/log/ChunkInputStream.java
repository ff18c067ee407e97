package org.jobyard.log;

import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;

/** The chunks of a stream, read one after the other. */
final class ChunkInputStream extends InputStream {
    private static final int PIECE = 1 << 20;

    private final LogChunks chunks;
    private final UUID job;
    private final UUID execution;
    private final LogStream stream;
    private final long length;
    private long offset;
    private byte[] piece = new byte[0];
    private int position;

    /** Of the first bytes of a stream, all of which must be there. */
    ChunkInputStream(LogChunks chunks, UUID job, UUID execution, LogStream stream, long length) {
        this.chunks = chunks;
        this.job = job;
        this.execution = execution;
        this.stream = stream;
        this.length = length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int from, int most) throws IOException {
        if (most == 0) {
            return 0;
        }
        if (position == piece.length) {
            if (offset == length) {
                return -1;
            }
            piece = chunks.read(job, execution, stream, offset, (int) Math.min(PIECE, length - offset));
            if (piece.length == 0) {
                throw new IOException("chunks of the log are gone: " + (length - offset) + " bytes are missing");
            }
            offset += piece.length;
            position = 0;
        }
        int count = Math.min(most, piece.length - position);
        System.arraycopy(piece, position, target, from, count);
        position += count;
        return count;
    }
}
