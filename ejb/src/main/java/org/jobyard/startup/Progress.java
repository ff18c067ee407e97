package org.jobyard.startup;

import jakarta.enterprise.context.ApplicationScoped;

/** How far the start of this node is. Thread-safe. */
@ApplicationScoped
public class Progress {
    private volatile boolean started;
    private volatile boolean up;

    void started() {
        started = true;
        up = true;
    }

    void stopped() {
        up = false;
    }

    /** True when the start is through, also when the end has begun. */
    public boolean hasStarted() {
        return started;
    }

    /** True when the start is through, and the end has not begun. */
    boolean isUp() {
        return up;
    }
}
