package org.jobyard.schedule;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jobyard.messaging.Outbox;
import org.jobyard.platform.Setting;
import org.jobyard.platform.Settings;

/**
 * Decides about the slots of schedules, a batch in one transaction: each becomes one job, is skipped with its reason, or
 * waits for the run before it. The same transaction registers and dispatches the jobs and moves the schedules on, so that
 * nothing is done twice, whatever fails. Several nodes share the schedules out.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class FireSchedules {
    @Inject
    ScheduleStore schedules;

    @Inject
    SlotStore slots;

    @Inject
    RunSlots runSlots;

    @Inject
    Outbox outbox;

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    /**
     * Decides about slots whose time has come.
     *
     * @return true when there may be more
     */
    public boolean fire() {
        outbox.join();
        Instant now = clock.instant();
        List<Schedule> due = schedules.claimDue(now);
        return decide(due, now) || due.size() == ScheduleStore.BATCH;
    }

    /** Lets queued slots of schedules run whose run before them has ended. */
    public void release(Collection<UUID> ids) {
        // The rows are locked before it is read what runs: whoever queues a slot holds the same lock, so either this
        // sees
        // the slot, or the other sees the end.
        decide(schedules.lockQueueing(ids), clock.instant());
    }

    /** Looks after queued slots of which no end was heard, as after a crash. */
    public void releaseLeft() {
        List<UUID> left = schedules.withQueued();
        if (!left.isEmpty()) {
            release(left);
        }
    }

    private boolean decide(List<Schedule> locked, Instant now) {
        if (locked.isEmpty()) {
            return false;
        }
        List<UUID> ids = locked.stream().map(Schedule::id).toList();
        Map<UUID, List<Slot>> queued = slots.queued(ids);
        Map<Schedule, List<Slot>> wanted = new LinkedHashMap<>();
        List<SlotStore.Entry> skipped = new ArrayList<>();
        Map<UUID, Instant> next = new HashMap<>();
        boolean more = false;
        for (Schedule schedule : locked) {
            DueSlots due = new DueSlots(schedule, now, settings.duration(Setting.SLOT_GRACE));
            List<Slot> all = new ArrayList<>(queued.getOrDefault(schedule.id(), List.of()));
            all.addAll(due.wanted());
            wanted.put(schedule, all);
            due.skipped().forEach(decision -> skipped.add(new SlotStore.Entry(schedule.id(), decision, null)));
            next.put(schedule.id(), due.nextAt());
            more |= due.isMore();
        }
        slots.write(skipped, now);
        runSlots.run(wanted, now);
        schedules.advance(next);
        return more;
    }
}
