package org.jobyard.startup;

import jakarta.enterprise.context.ApplicationScoped;

/** How far the start of this node is. Thread-safe. */
@ApplicationScoped
public class Progress {
    private volatile boolean up;

    void started() {
        up = true;
    }

    void stopped() {
        up = false;
    }

    /** True when the start is through, and the end has not begun. */
    public boolean isUp() {
        return up;
    }
}
