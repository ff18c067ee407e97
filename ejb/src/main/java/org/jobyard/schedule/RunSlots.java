package org.jobyard.schedule;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jobyard.control.Cancellation;
import org.jobyard.dispatch.ChangeWriter;
import org.jobyard.dispatch.Changes;
import org.jobyard.dispatch.NameLocks;
import org.jobyard.job.Job;
import org.jobyard.persistence.JobStore;
import org.jobyard.platform.JobyardException;
import org.jobyard.platform.Setting;
import org.jobyard.platform.Settings;
import org.jobyard.registration.RegisterJobs;
import org.jobyard.registration.Registered;
import org.jobyard.registration.Registration;

/** Lets slots run, in view of the runs before them. The schedules are locked by the caller, in its transaction. */
@ApplicationScoped
class RunSlots {
    @Inject
    SlotStore slots;

    @Inject
    JobStore jobs;

    @Inject
    JobTemplates templates;

    @Inject
    NameLocks locks;

    @Inject
    RegisterJobs registerJobs;

    @Inject
    Cancellation cancellation;

    @Inject
    ChangeWriter writer;

    @Inject
    Settings settings;

    /**
     * Decides about slots.
     *
     * @param wanted by schedule: those that are to run, the queued ones first, each in the order of time
     * @return what was decided now, without those that go on waiting
     */
    List<SlotStore.Entry> run(Map<Schedule, List<Slot>> wanted, Instant now) {
        Map<UUID, Set<UUID>> active =
                slots.activeRuns(wanted.keySet().stream().map(Schedule::id).toList());
        cancelForOthers(wanted, active);
        Map<UUID, Registration> registrations = new HashMap<>();
        List<SlotStore.Entry> entries = new ArrayList<>();
        wanted.forEach((schedule, ofSchedule) -> {
            Overlap overlap = new Overlap(schedule.policies().overlap(), settings.number(Setting.SLOTS_QUEUED));
            boolean isActive = !active.getOrDefault(schedule.id(), Set.of()).isEmpty();
            for (Decision decision : overlap.decide(ofSchedule, isActive)) {
                entries.add(entry(schedule, decision, registrations));
            }
        });
        return register(slots.write(entries, now), registrations);
    }

    /** Ends what still runs of those schedules whose new slots are not to wait for it; takes what ended at once from {@code active}. */
    private void cancelForOthers(Map<Schedule, List<Slot>> wanted, Map<UUID, Set<UUID>> active) {
        Set<UUID> ids = new HashSet<>();
        wanted.forEach((schedule, ofSchedule) -> {
            boolean isNew = ofSchedule.stream().anyMatch(slot -> !slot.queued());
            if (schedule.policies().overlap() == OverlapPolicy.CANCEL_RUNNING && isNew) {
                ids.addAll(active.getOrDefault(schedule.id(), Set.of()));
            }
        });
        if (ids.isEmpty()) {
            return;
        }
        // The names that the new runs ask for come before the rows of jobs: who hands a name over takes them in that
        // order.
        locks.lock(templates.namesAskedFor(wanted.keySet()));
        Collection<Job> locked = jobs.lock(ids).values();
        Changes changes = new Changes();
        for (Job job : locked) {
            if (!job.getState().isTerminal()) {
                cancellation.cancel(job, null, "Cancelled for the next run of its schedule.", changes);
            }
            if (job.getState().isTerminal()) {
                active.get(job.getSchedule()).remove(job.getId());
            }
        }
        writer.write(changes);
    }

    private SlotStore.Entry entry(Schedule schedule, Decision decision, Map<UUID, Registration> registrations) {
        if (decision.outcome() != SlotOutcome.RUN) {
            return new SlotStore.Entry(schedule.id(), decision, null);
        }
        try {
            Registration registration =
                    templates.registration(schedule, decision.slot().at());
            registrations.put(registration.spec().id(), registration);
            return new SlotStore.Entry(
                    schedule.id(), decision, registration.spec().id());
        } catch (JobyardException refusal) {
            String detail = refusal.getMessage() + " " + refusal.errors();
            return new SlotStore.Entry(schedule.id(), Decision.refused(decision.slot(), detail), null);
        }
    }

    private List<SlotStore.Entry> register(List<SlotStore.Entry> written, Map<UUID, Registration> registrations) {
        List<Registration> wanted = written.stream()
                .filter(entry -> entry.job() != null)
                .map(entry -> registrations.get(entry.job()))
                .toList();
        if (wanted.isEmpty()) {
            return written;
        }
        Map<UUID, String> refused = new HashMap<>();
        List<Registered> outcomes = registerJobs.register(wanted);
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i).kind() != Registered.Kind.NEW) {
                refused.put(wanted.get(i).spec().id(), why(outcomes.get(i)));
            }
        }
        refused.forEach(slots::refused);
        return written.stream()
                .map(entry -> refused.containsKey(entry.job()) ? entry.refused(refused.get(entry.job())) : entry)
                .toList();
    }

    private static String why(Registered refused) {
        return refused.kind() == Registered.Kind.NAME_TAKEN
                ? "Job " + refused.id() + " has the name and has not ended."
                : "The job was not registered: " + refused.kind() + ".";
    }
}
