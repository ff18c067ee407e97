package org.jobyard.schedule;

import java.time.Instant;

/**
 * A slot of a schedule that is to be decided.
 *
 * @param at its time
 * @param byHand someone asked for it
 * @param queued it waits since an earlier decision
 */
record Slot(Instant at, boolean byHand, boolean queued) {
    static Slot ofTime(Instant at) {
        return new Slot(at, false, false);
    }
}
