package org.jobyard.schedule;

import jakarta.ejb.Stateless;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jobyard.messaging.Announcements;
import org.jobyard.messaging.Notification;
import org.jobyard.platform.AfterCommit;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.FieldError;
import org.jobyard.platform.Ids;
import org.jobyard.platform.JobyardException;
import org.jobyard.security.Caller;
import org.jobyard.security.Role;

/**
 * What people do with schedules, each in one transaction. Whoever submits jobs may have schedules; another's needs the
 * role operator. All of it throws NOT_FOUND when the caller's tenant has no such schedule, and FORBIDDEN.
 */
@Stateless
public class ManageSchedules {
    @Inject
    ScheduleRules rules;

    @Inject
    ScheduleStore schedules;

    @Inject
    SlotStore slots;

    @Inject
    RunSlots runSlots;

    @Inject
    Announcements announcements;

    @Inject
    AfterCommit afterCommit;

    @Inject
    Instance<FireSchedules> fireSchedules;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    /**
     * Creates a schedule.
     *
     * @return its id
     * @throws JobyardException INVALID with each wrong field, TOO_LARGE, CONFLICT when the name is taken
     */
    public UUID create(Caller caller, ScheduleRequest request) {
        caller.require(Role.ENGINEER);
        Schedule schedule = rules.check(caller, request, ids.next(), caller.name());
        if (!schedules.insert(schedule, clock.instant())) {
            throw nameTaken(schedule);
        }
        announce(schedule);
        return schedule.id();
    }

    /**
     * Changes a schedule. It stays paused if it is; slots that have come under the old times and are not decided are
     * skipped when the times change.
     *
     * @throws JobyardException INVALID with each wrong field, TOO_LARGE, CONFLICT when the name is taken
     */
    public void change(Caller caller, UUID id, ScheduleRequest request) {
        Schedule old = own(caller, id);
        Schedule wanted = rules.check(caller, request, id, old.owner());
        boolean sameTimes = wanted.times().equals(old.times());
        Instant now = clock.instant();
        Schedule changed = new Schedule(
                id,
                old.tenant(),
                old.owner(),
                wanted.name(),
                wanted.times(),
                wanted.policies(),
                wanted.job(),
                old.pausedAt(),
                old.missedBefore(),
                sameTimes ? old.nextAt() : firstAfter(wanted, skipCome(old, now)));
        if (!schedules.update(changed, now)) {
            throw nameTaken(changed);
        }
        announce(changed);
        releaseAfterCommit(id);
    }

    /** Skips what has come under the old times; gives the time after which the new ones begin. */
    private Instant skipCome(Schedule old, Instant now) {
        List<SlotStore.Entry> come = new ArrayList<>();
        Instant slot = old.nextAt();
        while (slot != null && !slot.isAfter(now)) {
            Decision skip = Decision.skip(Slot.ofTime(slot), SkipReason.CHANGED);
            come.add(new SlotStore.Entry(old.id(), skip, null));
            slot = old.times().timetable().next(slot).orElse(null);
        }
        slots.write(come, now);
        // A clock that was set back must not bring a slot again.
        return slots.last(old.id()).filter(last -> last.isAfter(now)).orElse(now);
    }

    private static Instant firstAfter(Schedule schedule, Instant time) {
        return schedule.times().timetable().next(time).orElse(null);
    }

    /** Deletes a schedule and what became of its slots; its jobs stay. */
    public void delete(Caller caller, UUID id) {
        schedules.delete(own(caller, id).id());
    }

    /** Lets no slot run until it is resumed; what runs goes on. Pausing twice changes nothing. */
    public void pause(Caller caller, UUID id) {
        Schedule schedule = own(caller, id);
        if (!schedule.isPaused()) {
            Instant now = clock.instant();
            schedules.update(paused(schedule, now, schedule.missedBefore()), now);
            schedules.pausedBy(id, caller.name());
        }
    }

    /** Goes on; the slots since the pause are missed ones. Resuming twice changes nothing. */
    public void resume(Caller caller, UUID id) {
        Schedule schedule = own(caller, id);
        if (schedule.isPaused()) {
            Instant now = clock.instant();
            Schedule resumed = paused(schedule, null, now);
            schedules.update(resumed, now);
            schedules.pausedBy(id, null);
            announce(resumed);
            releaseAfterCommit(id);
        }
    }

    /** What waits may be allowed to run now. */
    private void releaseAfterCommit(UUID id) {
        afterCommit.run(() -> fireSchedules.get().release(List.of(id)));
    }

    private static Schedule paused(Schedule schedule, Instant at, Instant missedBefore) {
        return new Schedule(
                schedule.id(),
                schedule.tenant(),
                schedule.owner(),
                schedule.name(),
                schedule.times(),
                schedule.policies(),
                schedule.job(),
                at,
                missedBefore,
                schedule.nextAt());
    }

    /**
     * Runs the schedule's job now, also while it is paused; the overlap policy holds.
     *
     * @return the job; null when it is queued behind the run that has not ended
     * @throws JobyardException CONFLICT when such a run is in the way, or the job is refused
     */
    public UUID runNow(Caller caller, UUID id) {
        Schedule schedule = own(caller, id);
        Instant now = clock.instant();
        List<Slot> wanted = new ArrayList<>();
        if (!schedule.isPaused()) {
            wanted.addAll(slots.queued(List.of(id)).getOrDefault(id, List.of()));
        }
        Slot slot = new Slot(now, true, false);
        wanted.add(slot);
        SlotStore.Entry entry = runSlots.run(Map.of(schedule, wanted), now).stream()
                .filter(written -> written.decision().slot().equals(slot))
                .findFirst()
                .orElseThrow(() -> new JobyardException(ErrorCode.CONFLICT, "It was asked for just now."));
        if (entry.decision().outcome() == SlotOutcome.SKIPPED) {
            throw new JobyardException(ErrorCode.CONFLICT, entry.decision().detail() + " Nothing was started.");
        }
        return entry.job();
    }

    private Schedule own(Caller caller, UUID id) {
        caller.require(Role.ENGINEER);
        Schedule schedule = schedules
                .lock(caller.tenant(), id)
                .orElseThrow(() -> new JobyardException(ErrorCode.NOT_FOUND, "There is no schedule " + id + "."));
        if (!schedule.owner().equals(caller.name())) {
            caller.require(Role.OPERATOR);
        }
        return schedule;
    }

    private void announce(Schedule schedule) {
        announcements.announce(new Notification.Builder().due(schedule.isPaused() ? null : schedule.nextAt()));
    }

    private static JobyardException nameTaken(Schedule schedule) {
        return new JobyardException(
                ErrorCode.CONFLICT,
                "There is a schedule of the name " + schedule.name() + " already.",
                List.of(new FieldError("name", "is taken")));
    }
}
