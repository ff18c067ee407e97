package org.jobyard.schedule;

import java.util.ArrayList;
import java.util.List;

/** Decides about slots of one schedule in view of the runs before them. */
final class Overlap {
    private final OverlapPolicy policy;
    private final int mostQueued;

    Overlap(OverlapPolicy policy, int mostQueued) {
        this.policy = policy;
        this.mostQueued = mostQueued;
    }

    /**
     * Decides.
     *
     * @param slots those that are to run, the queued ones first, each in the order of time
     * @param active a run of the schedule has not ended
     * @return one decision for each; a queued one that stays so has one, too
     */
    List<Decision> decide(List<Slot> slots, boolean active) {
        return switch (policy) {
            case ALLOW -> slots.stream().map(Decision::run).toList();
            case SKIP, QUEUE -> firstRuns(slots, active);
            case CANCEL_RUNNING -> lastRuns(slots, active);
        };
    }

    private List<Decision> firstRuns(List<Slot> slots, boolean active) {
        List<Decision> decisions = new ArrayList<>();
        int queued = 0;
        for (Slot slot : slots) {
            if (!active && decisions.isEmpty()) {
                decisions.add(Decision.run(slot));
            } else if (policy == OverlapPolicy.SKIP) {
                decisions.add(Decision.skip(slot, SkipReason.OVERLAP));
            } else if (slot.queued() || queued < mostQueued) {
                queued++;
                decisions.add(Decision.queue(slot));
            } else {
                decisions.add(Decision.skip(slot, SkipReason.QUEUE_FULL));
            }
        }
        return decisions;
    }

    private static List<Decision> lastRuns(List<Slot> slots, boolean active) {
        List<Decision> decisions = new ArrayList<>();
        for (Slot slot : slots) {
            if (decisions.size() < slots.size() - 1) {
                decisions.add(Decision.skip(slot, SkipReason.SUPERSEDED));
            } else {
                decisions.add(active ? Decision.queue(slot) : Decision.run(slot));
            }
        }
        return decisions;
    }
}
