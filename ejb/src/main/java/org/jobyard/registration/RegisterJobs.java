package org.jobyard.registration;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jobyard.dispatch.Admission;
import org.jobyard.dispatch.ChangeWriter;
import org.jobyard.dispatch.Changes;
import org.jobyard.dispatch.Dispatches;
import org.jobyard.job.Job;
import org.jobyard.job.JobState;
import org.jobyard.messaging.ClientMessages;
import org.jobyard.persistence.JobStore;

/**
 * Makes jobs durable, and gives those to the broker that may run now, all in one transaction. Joins the caller's
 * transaction or begins one; the jobs are durable when that has committed.
 */
@Stateless
public class RegisterJobs {
    @Inject
    IdempotencyKeys keys;

    @Inject
    KnownJobs knownJobs;

    @Inject
    JobStore store;

    @Inject
    Admission admission;

    @Inject
    ChangeWriter writer;

    @Inject
    Clock clock;

    /**
     * Registers jobs. One that was there before spoils nothing for the others.
     *
     * @param registrations any number
     * @return what became of each, in their order
     */
    public List<Registered> register(List<Registration> registrations) {
        Map<UUID, IdempotencyKeys.Holder> holders = keys.claim(registrations);
        List<Job> candidates = candidates(registrations, holders);
        admission.admit(candidates);
        Set<UUID> inserted = store.insert(candidates);
        Map<UUID, Job> fresh = new HashMap<>();
        candidates.stream().filter(job -> inserted.contains(job.getId())).forEach(job -> fresh.put(job.getId(), job));
        publish(List.copyOf(fresh.values()));
        return outcomes(registrations, holders, fresh);
    }

    /** In the order of their ids, so that transactions that insert the same ids never wait in a circle. */
    private List<Job> candidates(List<Registration> registrations, Map<UUID, IdempotencyKeys.Holder> holders) {
        Instant now = clock.instant();
        Set<UUID> seen = new HashSet<>(holders.keySet());
        return registrations.stream()
                .map(Registration::spec)
                .filter(spec -> seen.add(spec.id()))
                .sorted(Comparator.comparing(spec -> spec.id().toString()))
                .map(spec -> Job.register(spec, now))
                .toList();
    }

    private void publish(List<Job> fresh) {
        if (fresh.isEmpty()) {
            return;
        }
        Changes changes = new Changes();
        for (Job job : fresh) {
            if (job.spec().replyTo() != null) {
                changes.send(ClientMessages.status(
                        job, JobState.REGISTERED.name(), null, job.spec().replyTo(), job.getRegisteredAt()));
            }
            changes.moved(job);
        }
        Dispatches.messages(fresh).forEach(changes::send);
        writer.write(changes);
    }

    private List<Registered> outcomes(
            List<Registration> registrations, Map<UUID, IdempotencyKeys.Holder> holders, Map<UUID, Job> fresh) {
        Set<UUID> others = new HashSet<>();
        registrations.forEach(registration -> others.add(registration.spec().id()));
        others.removeAll(fresh.keySet());
        holders.values().forEach(holder -> others.add(holder.job()));
        Map<UUID, KnownJobs.Known> known = knownJobs.find(others);
        Set<UUID> told = new HashSet<>();
        List<Registered> outcomes = new ArrayList<>();
        for (Registration registration : registrations) {
            UUID id = registration.spec().id();
            if (fresh.containsKey(id)) {
                Registered registered = Registered.of(fresh.get(id));
                outcomes.add(told.add(id) ? registered : registered.again());
            } else {
                outcomes.add(known(registration, holders.get(id), known));
            }
        }
        return outcomes;
    }

    private static Registered known(
            Registration registration, IdempotencyKeys.Holder holder, Map<UUID, KnownJobs.Known> known) {
        if (holder != null && !holder.isOf(registration)) {
            return Registered.refused(Registered.Kind.MISMATCH, registration);
        }
        KnownJobs.Known job = known.get(holder == null ? registration.spec().id() : holder.job());
        boolean own = job != null
                && job.tenant().equals(registration.spec().tenant())
                && job.owner().equals(registration.spec().owner());
        return own ? job.replayed() : Registered.refused(Registered.Kind.CONFLICT, registration);
    }
}
