package org.jobyard.embedded;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what no event tells: another process' port, file or end. */
public final class Waiting {
    private static final Duration STEP = Duration.ofMillis(25);

    private Waiting() {}

    /**
     * The same for what must not be cut short, such as the orderly end of a process: an interrupt is kept for the caller to
     * see afterwards.
     */
    static boolean throughout(Duration atMost, BooleanSupplier condition) {
        boolean interrupted = Thread.interrupted();
        long end = System.nanoTime() + atMost.toNanos();
        boolean holds = until(atMost, condition);
        while (!holds && Thread.interrupted()) {
            interrupted = true;
            holds = until(Duration.ofNanos(Math.max(0, end - System.nanoTime())), condition);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return holds;
    }

    /** Returns true as soon as the condition holds, false when it did not within the time or the thread was interrupted. */
    public static boolean until(Duration atMost, BooleanSupplier condition) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            try {
                Thread.sleep(STEP.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
