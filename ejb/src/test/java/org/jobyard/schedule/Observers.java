package org.jobyard.schedule;

import org.jobyard.testing.TestCore;

/** The beans of this package that wait for events; without a container somebody has to ask for them first. */
public final class Observers {
    private Observers() {}

    /** From now on they hear what the core tells. */
    public static void wire(TestCore core) {
        core.bean(QueuedRuns.class);
    }
}
