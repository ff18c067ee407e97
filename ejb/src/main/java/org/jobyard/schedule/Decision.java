package org.jobyard.schedule;

/**
 * What becomes of a slot.
 *
 * @param slot which one
 * @param outcome what it becomes
 * @param reason why it is skipped; else null
 * @param detail the same for people; else null
 */
record Decision(Slot slot, SlotOutcome outcome, SkipReason reason, String detail) {
    static Decision run(Slot slot) {
        return new Decision(slot, SlotOutcome.RUN, null, null);
    }

    static Decision queue(Slot slot) {
        return new Decision(slot, SlotOutcome.QUEUED, null, null);
    }

    static Decision skip(Slot slot, SkipReason reason) {
        return new Decision(slot, SlotOutcome.SKIPPED, reason, reason.meaning());
    }

    static Decision refused(Slot slot, String detail) {
        return new Decision(slot, SlotOutcome.SKIPPED, SkipReason.REFUSED, detail);
    }
}
