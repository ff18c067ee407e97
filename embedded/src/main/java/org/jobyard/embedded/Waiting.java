package org.jobyard.embedded;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what no event tells: another process' port, file or end. */
public final class Waiting {
    private static final Duration STEP = Duration.ofMillis(25);

    private Waiting() {}

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
