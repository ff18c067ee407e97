package org.jobyard.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jobyard.schedule.times.Timetable;

/**
 * The slots of a schedule whose time has come, oldest first, a batch of them: those that are to run, and those that were
 * missed and are not. Whether a slot is the last missed one shows in the slot after it, so that a batch needs no other.
 */
final class DueSlots {
    private static final int MOST_WANTED = 20;
    private static final int MOST_SKIPPED = 1000;

    private final Schedule schedule;
    private final Instant now;
    private final Duration grace;
    private final List<Slot> wanted = new ArrayList<>();
    private final List<Decision> skipped = new ArrayList<>();
    private Instant nextAt;

    /**
     * Of a schedule.
     *
     * @param grace how much later than its time a slot may come and still count as on time
     */
    DueSlots(Schedule schedule, Instant now, Duration grace) {
        this.schedule = schedule;
        this.now = now;
        this.grace = grace;
        nextAt = schedule.nextAt();
        if (!schedule.isPaused()) {
            go();
        }
    }

    private void go() {
        Timetable times = schedule.times().timetable();
        while (isDue(nextAt) && wanted.size() < MOST_WANTED && skipped.size() < MOST_SKIPPED) {
            Instant after = times.next(nextAt).orElse(null);
            decide(Slot.ofTime(nextAt), after);
            nextAt = after;
        }
    }

    private void decide(Slot slot, Instant after) {
        boolean tooOld = slot.at().isBefore(now.minus(schedule.policies().catchUp()));
        if (!isMissed(slot.at())) {
            wanted.add(slot);
        } else if (isGivenUp(after)) {
            skipped.add(Decision.skip(slot, SkipReason.MISSED));
        } else if (tooOld) {
            skipped.add(Decision.skip(slot, SkipReason.TOO_OLD));
        } else {
            wanted.add(slot);
        }
    }

    private boolean isGivenUp(Instant after) {
        return switch (schedule.policies().missed()) {
            case ALL -> false;
            case LAST -> isDue(after) && isMissed(after);
            case NONE -> true;
        };
    }

    private boolean isDue(Instant at) {
        return at != null && !at.isAfter(now);
    }

    private boolean isMissed(Instant at) {
        boolean whilePaused = schedule.missedBefore() != null && at.isBefore(schedule.missedBefore());
        return whilePaused || at.isBefore(now.minus(grace));
    }

    /** Those that are to run if nothing else stands against it. */
    List<Slot> wanted() {
        return wanted;
    }

    /** Those that are not to run. */
    List<Decision> skipped() {
        return skipped;
    }

    /** The slot after these; null: there is none. */
    Instant nextAt() {
        return nextAt;
    }

    /** True when more are due than a batch. */
    boolean isMore() {
        return !schedule.isPaused() && isDue(nextAt);
    }
}
