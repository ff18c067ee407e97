package org.jobyard.sdk.worker;

import java.time.Duration;

/** Has something happen after a time that can stand still. Thread-safe. */
final class TimeLimit {
    private final Control control;
    private final Runnable end;
    private Duration left;
    private long since;
    private Control.Timer timer;

    /** Begins to count. */
    TimeLimit(Control control, Duration left, Runnable end) {
        this.control = control;
        this.left = left;
        this.end = end;
        proceed();
    }

    synchronized void hold() {
        if (timer != null) {
            timer.cancel();
            timer = null;
            left = left.minusNanos(System.nanoTime() - since);
        }
    }

    synchronized void proceed() {
        if (timer == null) {
            since = System.nanoTime();
            timer = control.schedule(left.isNegative() ? Duration.ZERO : left, end);
        }
    }

    /** It will not happen any more. */
    synchronized void cancel() {
        if (timer != null) {
            timer.cancel();
        }
    }
}
