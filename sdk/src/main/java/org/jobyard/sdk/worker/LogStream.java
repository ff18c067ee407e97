package org.jobyard.sdk.worker;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import org.jobyard.sdk.amqp.Outbox;

/**
 * One output stream of a run, cut into chunks that name their offset. A chunk goes when it is full or has waited long
 * enough to be looked at live.
 */
final class LogStream extends OutputStream {
    private static final int CHUNK = 32 * 1024;
    private static final Duration LONGEST_WAIT = Duration.ofMillis(100);

    private final Dispatch dispatch;
    private final String name;
    private final Events events;
    private final Outbox outbox;
    private final Control control;
    private byte[] buffer = new byte[512];
    private int filled;
    private long offset;
    private boolean closed;

    LogStream(Dispatch dispatch, String name, Events events, Outbox outbox, Control control) {
        this.dispatch = dispatch;
        this.name = name;
        this.events = events;
        this.outbox = outbox;
        this.control = control;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int start, int length) throws IOException {
        int from = start;
        int left = length;
        while (left > 0) {
            int part = Math.min(left, CHUNK);
            awaitRoom();
            append(bytes, from, part);
            from += part;
            left -= part;
        }
    }

    /** Sends what is there. */
    @Override
    public synchronized void flush() {
        if (filled > 0) {
            events.log(dispatch, name, offset, Arrays.copyOf(buffer, filled));
            offset += filled;
            filled = 0;
        }
    }

    @Override
    public synchronized void close() {
        flush();
        closed = true;
    }

    /** Bytes written so far, sent or not. */
    synchronized long length() {
        return offset + filled;
    }

    /** Before the monitor is taken: the control thread takes it too and must not wait for the broker. */
    private void awaitRoom() throws InterruptedIOException {
        try {
            outbox.awaitRoom();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the broker is away");
        }
    }

    private synchronized void append(byte[] bytes, int from, int count) throws IOException {
        if (closed) {
            throw new IOException("the run is over");
        }
        if (filled + count > CHUNK) {
            flush();
        }
        if (filled == 0) {
            control.schedule(LONGEST_WAIT, this::flush);
        }
        if (filled + count > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(CHUNK, Math.max(buffer.length * 4, filled + count)));
        }
        System.arraycopy(bytes, from, buffer, filled, count);
        filled += count;
        if (filled == CHUNK) {
            flush();
        }
    }
}
