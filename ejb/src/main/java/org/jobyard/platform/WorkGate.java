package org.jobyard.platform;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Supplier;

/** The way in for work that somebody waits for: shut when this node is asked to end, so that what is inside can end. Thread-safe. */
@ApplicationScoped
public class WorkGate {
    private boolean shut;
    private int inside;

    /**
     * Does work inside.
     *
     * @throws JobyardException UNAVAILABLE when the gate is shut
     */
    public <T> T through(Supplier<T> work) {
        enter();
        try {
            return work.get();
        } finally {
            leave();
        }
    }

    private synchronized void enter() {
        if (shut) {
            throw new JobyardException(
                    ErrorCode.UNAVAILABLE, "This node is about to end and takes no more work; submit again later.");
        }
        inside++;
    }

    private synchronized void leave() {
        inside--;
        notifyAll();
    }

    /** Lets nobody in any more. */
    public synchronized void shut() {
        shut = true;
    }

    /** Waits until nobody is inside; false when that took longer. An interrupt ends the wait, and stays. */
    public synchronized boolean awaitEmpty(Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        try {
            while (inside > 0) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return false;
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return inside == 0;
        }
        return true;
    }
}
