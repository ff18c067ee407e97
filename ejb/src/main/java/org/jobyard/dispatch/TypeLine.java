package org.jobyard.dispatch;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jobyard.job.WaitReason;

/**
 * How things stand for one type of job, as one transaction sees it. The window says how many jobs of the type may be in
 * the broker or run at once; it is a measure against a full broker, not a limit, so two transactions that do not see each
 * other may together go a little beyond. What has a limit is given to the broker by {@link ReleaseWaiting} alone.
 */
final class TypeLine {
    private final boolean known;
    private final boolean othersWait;
    private final List<String> held;
    private final List<String> limited;
    private int places;

    /**
     * Of a type.
     *
     * @param known a worker of it was seen at some time
     * @param othersWait some stand in its line already
     * @param held tenants whose jobs of it are held
     * @param limited tenants for whose jobs of it there is a limit
     * @param places free places of its window
     */
    TypeLine(boolean known, boolean othersWait, List<String> held, List<String> limited, int places) {
        this.known = known;
        this.othersWait = othersWait;
        this.held = held;
        this.limited = limited;
        this.places = places;
    }

    /** Why a new job of a tenant must wait; empty when it took a place. */
    Optional<WaitReason> enter(String tenant) {
        if (isAmong(held, tenant)) {
            return Optional.of(WaitReason.HELD);
        }
        if (!known) {
            return Optional.of(WaitReason.NO_WORKER);
        }
        if (isAmong(limited, tenant)) {
            return Optional.of(WaitReason.LIMITED);
        }
        if (othersWait || places <= 0) {
            return Optional.of(WaitReason.WORKERS_BUSY);
        }
        places--;
        return Optional.empty();
    }

    private static boolean isAmong(Collection<String> tenants, String tenant) {
        return tenants.contains(WorkLimit.ALL) || tenants.contains(tenant);
    }

    /** True when something limits or holds it, or a tenant's jobs of it. */
    boolean isLimited() {
        return !held.isEmpty() || !limited.isEmpty();
    }

    /** How many may be released from the line. */
    int releasable() {
        return known && othersWait ? Math.max(0, places) : 0;
    }
}
