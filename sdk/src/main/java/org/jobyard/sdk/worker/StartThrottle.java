package org.jobyard.sdk.worker;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * Lets at most so many runs start in each stretch of time, wherever it begins. What fails and is tried again counts like
 * any other start, so a job that fails at once cannot wear out the machine. Belongs to the control thread.
 */
final class StartThrottle {
    private final int most;
    private final long per;
    private final LongSupplier nanoTime;
    /** When the latest runs started, at most as many as count. */
    private final Deque<Long> starts = new ArrayDeque<>();

    /**
     * Without any start yet.
     *
     * @param most how many may start
     * @param per in how long a time
     * @param nanoTime as {@link System#nanoTime()}
     */
    StartThrottle(int most, Duration per, LongSupplier nanoTime) {
        this.most = most;
        this.per = per.toNanos();
        this.nanoTime = nanoTime;
    }

    /** How many may start now. */
    int free() {
        long now = nanoTime.getAsLong();
        while (!starts.isEmpty() && now - starts.peekFirst() >= per) {
            starts.removeFirst();
        }
        return Math.max(0, most - starts.size());
    }

    /** A run starts. */
    void started() {
        if (per > 0) {
            starts.addLast(nanoTime.getAsLong());
        }
    }

    /** How long until one more may start than now; zero when none has started lately. */
    Duration untilNext() {
        return starts.isEmpty()
                ? Duration.ZERO
                : Duration.ofNanos(Math.max(0, per - (nanoTime.getAsLong() - starts.peekFirst())));
    }
}
