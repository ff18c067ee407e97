package org.jobyard.ra.inbound;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What has arrived and waits for a free listener. Suspects (failed before) are handed out alone, and first: they are what
 * the broker has waited for longest.
 */
final class DeliveryBuffer {
    private final Deque<Delivery> fresh = new ArrayDeque<>();
    private final Deque<Delivery> suspects = new ArrayDeque<>();
    private boolean held;
    private boolean closed;

    synchronized void add(Delivery delivery) {
        fresh.addLast(delivery);
        notify();
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
        while (!closed && (held || (fresh.isEmpty() && suspects.isEmpty()))) {
            wait();
        }
        if (closed) {
            return List.of();
        }
        if (!suspects.isEmpty()) {
            return List.of(suspects.removeFirst());
        }
        List<Delivery> batch = new ArrayList<>(Math.min(most, fresh.size()));
        while (batch.size() < most && !fresh.isEmpty()) {
            batch.add(fresh.removeFirst());
        }
        return batch;
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
