package org.jobyard.platform;

import jakarta.enterprise.context.ApplicationScoped;

/** Tells whether this node can take work. */
@ApplicationScoped
public class Readiness {
    /**
     * What a check found.
     *
     * @param started migrations, recovery and opening are through
     * @param database the database answers
     * @param broker the connection to the broker is up
     * @param blocked the broker takes no more messages for now
     * @param detail for people; null when all is well
     */
    public record Report(boolean started, boolean database, boolean broker, boolean blocked, String detail) {
        /** True when work can be taken. */
        public boolean ready() {
            return started && database && broker;
        }
    }

    /** Looks now. Never throws. */
    public Report check() {
        throw new UnsupportedOperationException();
    }
}
