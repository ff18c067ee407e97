package org.jobyard.dispatch;

import java.util.List;
import java.util.Optional;
import org.jobyard.job.JobSpec;
import org.jobyard.job.WaitReason;

/**
 * How things stand for one type of job, as one transaction sees it. The window says how many jobs of the type may be in
 * the broker or run at once; it is a measure against a full broker, not a limit, so two transactions that do not see each
 * other may together go a little beyond. What has a limit is given to the broker by {@link ReleaseWaiting} alone.
 */
final class TypeLine {
    private final boolean known;
    private final boolean othersWait;
    private final List<Scope> held;
    private final List<Scope> limited;
    private int places;

    /**
     * Of a type.
     *
     * @param known a worker of it was seen at some time
     * @param othersWait some stand in its line already
     * @param held of its jobs
     * @param limited of its jobs: there is a limit for them
     * @param places free places of its window
     */
    TypeLine(boolean known, boolean othersWait, List<Scope> held, List<Scope> limited, int places) {
        this.known = known;
        this.othersWait = othersWait;
        this.held = held;
        this.limited = limited;
        this.places = places;
    }

    /** Why a new job must wait; empty when it took a place. */
    Optional<WaitReason> enter(JobSpec job) {
        if (isAmong(held, job)) {
            return Optional.of(WaitReason.HELD);
        }
        if (!known) {
            return Optional.of(WaitReason.NO_WORKER);
        }
        if (isAmong(limited, job)) {
            return Optional.of(WaitReason.LIMITED);
        }
        if (othersWait || places <= 0) {
            return Optional.of(WaitReason.WORKERS_BUSY);
        }
        places--;
        return Optional.empty();
    }

    private static boolean isAmong(List<Scope> scopes, JobSpec job) {
        return scopes.stream().anyMatch(scope -> scope.covers(job.tenant(), job.destination()));
    }

    /** True when something limits or holds it, or some of its jobs. */
    boolean isLimited() {
        return !held.isEmpty() || !limited.isEmpty();
    }

    /** How many may be released from the line. */
    int releasable() {
        return known && othersWait ? Math.max(0, places) : 0;
    }
}
