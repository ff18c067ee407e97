package org.jobyard.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jobyard.persistence.JobStore;
import org.jobyard.platform.AfterCommit;

/**
 * Requests to release waiting jobs, one running per type on this node. A request that comes while one runs makes it run
 * once more, because the running one may have looked before what caused the request. Thread-safe.
 */
@ApplicationScoped
public class ReleaseRequests {
    private static final Logger LOG = Logger.getLogger(ReleaseRequests.class.getName());

    private enum Pass {
        RUNNING,
        RUNNING_AND_AGAIN
    }

    private final Map<String, Pass> passes = new ConcurrentHashMap<>();

    @Inject
    Instance<ReleaseWaiting> releaseWaiting;

    @Inject
    AfterCommit afterCommit;

    /** Asks for a release after the present transaction's commit. */
    public void afterCommit(String type) {
        afterCommit.runOnce("release " + type, () -> request(type));
    }

    /** Asks for a release of every type that has waiting jobs. Not inside a transaction. */
    public void all() {
        releaseWaiting.get().waitingTypes().forEach(type -> afterCommit.run(() -> request(type)));
    }

    private void request(String type) {
        Pass present = passes.merge(type, Pass.RUNNING, (running, asked) -> Pass.RUNNING_AND_AGAIN);
        if (present == Pass.RUNNING_AND_AGAIN) {
            return;
        }
        boolean more = true;
        while (more) {
            boolean full = release(type);
            more = passes.computeIfPresent(
                            type, (t, pass) -> pass == Pass.RUNNING_AND_AGAIN || full ? Pass.RUNNING : null)
                    != null;
        }
    }

    /** True when a full batch was released. A failure is left to the next request or the safety read. */
    private boolean release(String type) {
        try {
            return releaseWaiting.get().release(type) == JobStore.BATCH;
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, e, () -> "Waiting jobs of type " + type + " could not be released now");
            return false;
        }
    }
}
