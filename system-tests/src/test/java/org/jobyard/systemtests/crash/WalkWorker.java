package org.jobyard.systemtests.crash;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.jobyard.sdk.amqp.Broker;
import org.jobyard.sdk.worker.Completion;
import org.jobyard.sdk.worker.Dispatch;
import org.jobyard.sdk.worker.JobHandler;
import org.jobyard.sdk.worker.JobRun;
import org.jobyard.sdk.worker.JobyardWorker;
import org.jobyard.sdk.worker.Pausable;

/**
 * A worker in a JVM of its own, which notes in a file when each execution begins and ends: with one write to the end of the
 * file, so that what is noted stays when the process is killed.
 */
public final class WalkWorker {
    /** Types of job that it takes. */
    static final String QUICK = "walk.quick";

    static final String SLOW = "walk.slow";
    static final String LIMITED = "walk.limited";
    /** Variable that holds the broker's password. */
    static final String PASSWORD = "JOBYARD_WALK_PASSWORD";

    private static final int CAPACITY = 6;
    private static final Duration HEARTBEAT = Duration.ofSeconds(2);

    private final FileChannel notes;

    private WalkWorker(FileChannel notes) {
        this.notes = notes;
    }

    /**
     * Runs until it is killed, or its standard input ends.
     *
     * @param args broker's address and user, name of the worker, file of its notes
     */
    public static void main(String[] args) throws Exception {
        Broker broker = new Broker(URI.create(args[0]), args[1], System.getenv(PASSWORD));
        WalkWorker work = new WalkWorker(FileChannel.open(
                Path.of(args[3]), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
        try (JobyardWorker worker = JobyardWorker.builder(broker)
                .name(args[2])
                .heartbeat(HEARTBEAT)
                .type(QUICK, work::run, CAPACITY)
                .type(SLOW, work.pausable(), CAPACITY)
                .type(LIMITED, work::run, CAPACITY)
                .start()) {
            System.out.println(worker.name() + " works as " + worker.instance());
            while (System.in.read() >= 0) {
                // Nothing is sent.
            }
        }
    }

    private JobHandler pausable() {
        return new JobHandler() {
            @Override
            public Completion handle(JobRun run) throws Exception {
                return WalkWorker.this.run(run);
            }

            @Override
            public boolean canPause() {
                return true;
            }
        };
    }

    private Completion run(JobRun run) throws IOException {
        Dispatch dispatch = run.dispatch();
        ObjectNode what = dispatch.parameters();
        note("BEGIN", dispatch);
        try {
            Patience patience = new Patience();
            run.pausable(patience);
            patience.pass(Duration.ofMillis(what.path("millis").asLong()));
            if (dispatch.attempt() <= what.path("failures").asInt()) {
                return Completion.failed("AS_ASKED", "Attempt " + dispatch.attempt() + " was to fail.");
            }
            return Completion.succeeded(null);
        } catch (InterruptedException stopped) {
            return Completion.failed("STOPPED", "The run was stopped.");
        } finally {
            note("END", dispatch);
        }
    }

    private void note(String what, Dispatch dispatch) throws IOException {
        Instant now = Instant.now();
        String line = "%s %s %s %s %s%n".formatted(what, dispatch.job(), dispatch.execution(), dispatch.type(), now);
        synchronized (notes) {
            notes.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** Lets time pass, but not while it is held. */
    private static final class Patience implements Pausable {
        private boolean held;

        @Override
        public synchronized void pause() {
            held = true;
            notifyAll();
        }

        @Override
        public synchronized void resume() {
            held = false;
            notifyAll();
        }

        synchronized void pass(Duration time) throws InterruptedException {
            long left = time.toNanos();
            while (held || left > 0) {
                long began = System.nanoTime();
                wait(held ? 0 : left / 1_000_000 + 1);
                left -= held ? 0 : System.nanoTime() - began;
            }
        }
    }
}
