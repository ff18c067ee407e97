package org.jobyard.worker.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries what a process writes to the job's log, as it comes. Beyond a limit it goes on reading, so that the process
 * does not get stuck, and throws away; the log says so.
 */
public final class OutputPump {
    private static final Logger LOG = LoggerFactory.getLogger(OutputPump.class);
    private static final int BUFFER = 32 * 1024;
    private static final int TAIL = 2_000;

    private final InputStream in;
    private final OutputStream out;
    private final long limit;
    private final Thread thread;
    private byte[] tail = new byte[0];
    private long count;

    private OutputPump(String name, InputStream in, OutputStream out, long limit) {
        this.in = in;
        this.out = out;
        this.limit = limit;
        this.thread = new Thread(this::run, "jobyard-" + name);
        thread.setDaemon(true);
    }

    /**
     * Starts to carry.
     *
     * @param limit most bytes to carry
     */
    public static OutputPump start(String name, InputStream in, OutputStream out, long limit) {
        var pump = new OutputPump(name, in, out, limit);
        pump.thread.start();
        return pump;
    }

    /**
     * Waits until all is carried. If that takes too long, some process that got away still holds the other end: it is
     * cut off.
     */
    public void finish(Duration atMost) throws InterruptedException {
        thread.join(Math.max(1, atMost.toMillis()));
        if (thread.isAlive()) {
            LOG.warn("the output is still open after all processes have ended; cutting it off");
            try {
                in.close();
            } catch (IOException e) {
                LOG.debug("it was closed already", e);
            }
            thread.interrupt();
        }
    }

    /** The last bytes as text. */
    public synchronized String tail() {
        return new String(tail, StandardCharsets.UTF_8);
    }

    private void run() {
        var buffer = new byte[BUFFER];
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                keepTail(buffer, read);
                carry(buffer, read);
            }
        } catch (IOException e) {
            // Closed by finish(), or the run is over: there is nobody left to tell.
            LOG.debug("output ended", e);
        }
    }

    private void carry(byte[] buffer, int length) throws IOException {
        long left = limit - count;
        count += length;
        if (length <= left) {
            out.write(buffer, 0, length);
        } else if (left >= 0) {
            out.write(buffer, 0, (int) left);
            out.write(("\n[jobyard: cut off here, after " + limit + " bytes]\n").getBytes(StandardCharsets.UTF_8));
            // Once only: from now on nothing is left.
            count = Math.max(count, limit + 1);
        }
    }

    private synchronized void keepTail(byte[] buffer, int length) {
        int keep = Math.min(tail.length, Math.max(0, TAIL - length));
        int fresh = Math.min(length, TAIL);
        var next = new byte[keep + fresh];
        System.arraycopy(tail, tail.length - keep, next, 0, keep);
        System.arraycopy(buffer, length - fresh, next, keep, fresh);
        tail = next;
    }
}
