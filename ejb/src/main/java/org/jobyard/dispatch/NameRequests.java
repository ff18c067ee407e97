package org.jobyard.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jobyard.platform.AfterCommit;

/** Requests to hand a name over to the next who waits for it, one running per name on this node. Thread-safe. */
@ApplicationScoped
public class NameRequests {
    private static final Logger LOG = Logger.getLogger(NameRequests.class.getName());

    private final Passes<JobName> passes = new Passes<>();

    @Inject
    Instance<HandOverName> handOverName;

    @Inject
    AfterCommit afterCommit;

    /** Asks for a look at a name's line after the present transaction's commit. */
    public void afterCommit(JobName name) {
        afterCommit.runOnce("name " + name.tenant() + "/" + name.name(), () -> passes.request(name, this::handOver));
    }

    /** Asks for a look at every line. Not inside a transaction. */
    public void all() {
        handOverName.get().awaitedNames().forEach(name -> afterCommit.run(() -> passes.request(name, this::handOver)));
    }

    /** A failure is left to the next request or the safety read. */
    private boolean handOver(JobName name) {
        try {
            handOverName.get().handOver(name);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, e, () -> "The name " + name.name() + " could not be handed over now");
        }
        return false;
    }
}
