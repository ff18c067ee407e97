package org.jobyard.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jobyard.dispatch.ReleaseWaiting.Release;
import org.jobyard.persistence.JobStore;
import org.jobyard.platform.AfterCommit;

/** Requests to release waiting jobs, one running per type on this node. Thread-safe. */
@ApplicationScoped
public class ReleaseRequests {
    private static final Logger LOG = Logger.getLogger(ReleaseRequests.class.getName());

    private final Passes<String> passes = new Passes<>();

    @Inject
    Instance<ReleaseWaiting> releaseWaiting;

    @Inject
    AfterCommit afterCommit;

    /** Asks for a release after the present transaction's commit. */
    public void afterCommit(String type) {
        afterCommit.runOnce("release " + type, () -> passes.request(type, this::release));
    }

    /** Asks for a release of every type that has waiting jobs. Not inside a transaction. */
    public void all() {
        releaseWaiting.get().waitingTypes().forEach(type -> afterCommit.run(() -> passes.request(type, this::release)));
    }

    private boolean release(String type) {
        Release release = tryOnce(type);
        if (release.shared()) {
            passes.request(WorkLimit.ALL, all -> releaseEach());
        }
        return release.jobs() == JobStore.BATCH;
    }

    /** What made room for one type under a limit made room for others. */
    private boolean releaseEach() {
        boolean more = false;
        for (String type : releaseWaiting.get().waitingTypes()) {
            more |= tryOnce(type).jobs() == JobStore.BATCH;
        }
        return more;
    }

    /** A failure is left to the next request or the safety read. */
    private Release tryOnce(String type) {
        try {
            ReleaseWaiting waiting = releaseWaiting.get();
            // Mostly nobody waits, and to see that needs no transaction.
            return waiting.isDue(type) ? waiting.release(type) : new Release(0, false);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, e, () -> "Waiting jobs of type " + type + " could not be released now");
            return new Release(0, false);
        }
    }
}
