package org.jobyard.startup;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jobyard.dispatch.Broker;
import org.jobyard.platform.Setting;
import org.jobyard.platform.Settings;
import org.jobyard.platform.WorkGate;
import org.jobyard.schedule.DueTimer;
import org.jobyard.sdk.signal.StopSignals;

/**
 * The end of this node in good order. At the first SIGTERM or SIGINT nothing new comes in (submissions are refused with
 * UNAVAILABLE, the node is not ready any more, timer and listeners stop), what is under way is finished, and only then the
 * server's own shutdown begins; at a second one that begins at once. Nothing is lost either way: what has not come so far
 * is in the database or in a queue, for another node or the next start.
 */
@ApplicationScoped
class Drain {
    private static final Logger LOG = Logger.getLogger(Drain.class.getName());

    @Resource
    ContextService contexts;

    @Inject
    Settings settings;

    @Inject
    Progress progress;

    @Inject
    WorkGate gate;

    @Inject
    DueTimer timer;

    @Inject
    Broker broker;

    private Runnable stopListening = () -> {};

    /** From now on signals drain first. */
    synchronized void listen() {
        Duration patience = settings.duration(Setting.DRAIN);
        // A signal's thread knows nothing of the application: neither its classes nor its names.
        Runnable drain = contexts.contextualRunnable(() -> drain(patience));
        stopListening = StopSignals.listen((number, end) -> {
            try {
                if (number == 1) {
                    drain.run();
                }
            } finally {
                end.run();
            }
        });
    }

    /** Signals do what they did before. */
    synchronized void ignore() {
        stopListening.run();
    }

    /** Lets nothing in any more and finishes what is under way. Repeated calls do nothing. */
    void drain(Duration patience) {
        LOG.info("Draining: no more work is taken");
        progress.stopped();
        gate.shut();
        boolean done = gate.awaitEmpty(patience);
        timer.close(patience);
        broker.control().close();
        LOG.log(Level.INFO, done ? "Drained" : "Drained, but for requests that took longer than {0}", patience);
    }
}
