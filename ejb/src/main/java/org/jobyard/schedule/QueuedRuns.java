package org.jobyard.schedule;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jobyard.dispatch.RunsEnded;

/** Lets the next slot of a schedule run when the run before it has ended. What is not heard is found by the safety read. */
@ApplicationScoped
class QueuedRuns {
    private static final Logger LOG = Logger.getLogger(QueuedRuns.class.getName());

    @Inject
    Instance<FireSchedules> fireSchedules;

    void onRunsEnded(@Observes RunsEnded ended) {
        try {
            fireSchedules.get().release(ended.schedules());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, e, () -> "Slots that wait in " + ended.schedules() + " are looked at again later");
        }
    }
}
