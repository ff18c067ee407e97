package org.jobyard.standalone.launch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jobyard.embedded.StartFailure;

/** Brings back parts that die, each in a thread of its own, and ends them in the reverse of the order they were given in. */
final class Supervisor implements AutoCloseable {
    private static final Duration FIRST_DELAY = Duration.ofMillis(500);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);
    /** A part that has run for so long is taken for healthy: its next death is a new matter. */
    private static final Duration HEALTHY = Duration.ofSeconds(60);

    private final Consumer<String> say;
    private final Runnable changed;
    private final List<Part> parts = new ArrayList<>();
    private final List<Thread> watchers = new ArrayList<>();
    private volatile boolean closing;

    /**
     * A supervisor of nothing yet.
     *
     * @param say is told each death and return, in one line
     * @param changed is run after a part has returned
     */
    Supervisor(Consumer<String> say, Runnable changed) {
        this.say = say;
        this.changed = changed;
    }

    /** Takes on a part that runs. */
    synchronized void watch(Part part) {
        parts.add(part);
        Thread watcher = new Thread(() -> keepAlive(part), "supervise-" + part.name());
        watcher.setDaemon(true);
        watchers.add(watcher);
        watcher.start();
    }

    private void keepAlive(Part part) {
        Duration delay = FIRST_DELAY;
        try {
            while (!closing) {
                long since = System.nanoTime();
                part.onExit().get();
                if (closing) {
                    return;
                }
                if (part.hasLeft()) {
                    say.accept("the " + part.name() + " has ended, as it was told to; the next start brings it back");
                    return;
                }
                if (System.nanoTime() - since > HEALTHY.toNanos()) {
                    delay = FIRST_DELAY;
                }
                say.accept("the " + part.name() + " has ended; starting it again");
                Thread.sleep(delay.toMillis());
                delay = longer(delay);
                delay = bringBack(part, delay);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the end of a process cannot fail", e);
        }
    }

    /** Tries until it runs or we are closed; returns the delay before the next time. */
    private Duration bringBack(Part part, Duration firstDelay) throws InterruptedException {
        Duration delay = firstDelay;
        while (!closing) {
            try {
                part.start();
                changed.run();
                say.accept("the " + part.name() + " runs again");
                return delay;
            } catch (StartFailure e) {
                if (closing) {
                    return delay;
                }
                say.accept(e.getMessage() + " Trying again in " + delay.toSeconds() + " s.");
                Thread.sleep(delay.toMillis());
                delay = longer(delay);
            }
        }
        return delay;
    }

    private static Duration longer(Duration delay) {
        Duration twice = delay.multipliedBy(2);
        return twice.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : twice;
    }

    /**
     * Ends all parts, the last first.
     *
     * @throws StartFailure the first of what went wrong; the others are ended nevertheless
     */
    @Override
    public void close() {
        closing = true;
        List<Part> last;
        synchronized (this) {
            watchers.forEach(Thread::interrupt);
            last = new ArrayList<>(parts);
        }
        Collections.reverse(last);
        StartFailure first = null;
        for (Part part : last) {
            try {
                part.stop();
            } catch (StartFailure e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
