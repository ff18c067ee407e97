package org.jobyard.sdk.worker;

import java.time.Duration;

/** Passes progress on, no more often than people can follow: of several in quick succession the newest. */
final class ProgressReport {
    private static final Duration SHORTEST_DISTANCE = Duration.ofMillis(200);

    private final Dispatch dispatch;
    private final Events events;
    private final Control control;
    private Double fraction;
    private String message;
    private boolean pending;
    private boolean resting;

    ProgressReport(Dispatch dispatch, Events events, Control control) {
        this.dispatch = dispatch;
        this.events = events;
        this.control = control;
    }

    synchronized void report(Double newFraction, String newMessage) {
        fraction = newFraction;
        message = newMessage;
        pending = true;
        if (!resting) {
            flush();
            resting = true;
            control.schedule(SHORTEST_DISTANCE, this::rested);
        }
    }

    /** Sends what is not sent yet. */
    synchronized void flush() {
        if (pending) {
            events.progress(dispatch, fraction, message);
            pending = false;
        }
    }

    private synchronized void rested() {
        resting = false;
        if (pending) {
            report(fraction, message);
        }
    }
}
