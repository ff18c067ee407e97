package org.jobyard.ra.inbound;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What has arrived and waits for a free listener. Suspects (failed before) are handed out alone, and first: they are what
 * the broker has waited for longest. While a batch is worked on, and for as long again, it gathers for a full one, whoever
 * else is free: the busier the machine, the larger the batches.
 */
final class DeliveryBuffer {
    private final Deque<Delivery> fresh = new ArrayDeque<>();
    private final Deque<Delivery> suspects = new ArrayDeque<>();
    private final long longestPause;
    /** When less than a full batch may be handed out, by {@link System#nanoTime}. */
    private long fewFrom = System.nanoTime();

    /** A full batch, as it was asked for last. */
    private int full = 1;

    private boolean held;
    private boolean closed;

    /**
     * Makes an empty one.
     *
     * @param longestPause how long it may gather for a full batch after it has handed one out
     */
    DeliveryBuffer(Duration longestPause) {
        this.longestPause = longestPause.toNanos();
    }

    synchronized void add(Delivery delivery) {
        fresh.addLast(delivery);
        // Between the first and a full batch nobody has more to do than before.
        if (fresh.size() == 1 || fresh.size() >= full) {
            notify();
        }
    }

    synchronized void addSuspect(Delivery delivery) {
        suspects.addLast(delivery);
        notify();
    }

    /** Puts a batch back that was not tried, in its order. */
    synchronized void putBack(List<Delivery> batch) {
        for (int i = batch.size() - 1; i >= 0; i--) {
            fresh.addFirst(batch.get(i));
        }
        notifyAll();
    }

    /** Stops or resumes handing out. */
    synchronized void hold(boolean hold) {
        held = hold;
        notifyAll();
    }

    /** The next batch: a suspect alone, or up to {@code most} others. Waits; empty when closed. */
    synchronized List<Delivery> take(int most) throws InterruptedException {
        full = most;
        while (!closed && !isReady()) {
            // Without anything to hand out, until something changes.
            wait(held || fresh.isEmpty() ? 0 : millisUntilFew());
        }
        if (closed) {
            return List.of();
        }
        List<Delivery> batch = suspects.isEmpty() ? takeFresh() : List.of(suspects.removeFirst());
        if (size() > 0) {
            notify();
        }
        return batch;
    }

    private List<Delivery> takeFresh() {
        fewFrom = System.nanoTime() + longestPause;
        List<Delivery> batch = new ArrayList<>(Math.min(full, fresh.size()));
        while (batch.size() < full && !fresh.isEmpty()) {
            batch.add(fresh.removeFirst());
        }
        return batch;
    }

    private boolean isReady() {
        boolean few = !fresh.isEmpty() && System.nanoTime() - fewFrom >= 0;
        return !held && (few || fresh.size() >= full || !suspects.isEmpty());
    }

    private long millisUntilFew() {
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(fewFrom - System.nanoTime()) + 1);
    }

    /** A batch was worked on for so long; what arrives now is gathered for as long again, if that ends the pause earlier. */
    synchronized void worked(long nanos) {
        long pauseEnds = System.nanoTime() + nanos;
        if (pauseEnds - fewFrom < 0) {
            fewFrom = pauseEnds;
            notify();
        }
    }

    /** Forgets everything: the connection is gone. */
    synchronized void clear() {
        fresh.clear();
        suspects.clear();
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    synchronized int size() {
        return fresh.size() + suspects.size();
    }

    synchronized boolean isHeld() {
        return held;
    }
}
