package org.jobyard.startup;

import jakarta.enterprise.context.ApplicationScoped;

/** How far the start of this node is. Thread-safe. */
@ApplicationScoped
class Progress {
    private volatile boolean up;

    void started() {
        up = true;
    }

    void stopped() {
        up = false;
    }

    boolean isUp() {
        return up;
    }
}
