package org.jobyard.dispatch;

import java.util.Optional;
import org.jobyard.job.WaitReason;

/**
 * How things stand for one type of job, as one transaction sees it. The window says how many jobs of the type may be in
 * the broker or run at once; it is a measure against a full broker, not a limit, so two transactions that do not see each
 * other may together go a little beyond.
 */
final class TypeLine {
    private final boolean known;
    private final boolean othersWait;
    private int places;

    /**
     * Of a type.
     *
     * @param known a worker of it was seen at some time
     * @param othersWait some stand in its line already
     * @param places free places of its window
     */
    TypeLine(boolean known, boolean othersWait, int places) {
        this.known = known;
        this.othersWait = othersWait;
        this.places = places;
    }

    /** Why a new job must wait; empty when it took a place. */
    Optional<WaitReason> enter() {
        if (!known) {
            return Optional.of(WaitReason.NO_WORKER);
        }
        if (othersWait || places <= 0) {
            return Optional.of(WaitReason.WORKERS_BUSY);
        }
        places--;
        return Optional.empty();
    }

    /** How many may be released from the line. */
    int releasable() {
        return known && othersWait ? Math.max(0, places) : 0;
    }
}
