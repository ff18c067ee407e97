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
import org.jobyard.job.Job;
import org.jobyard.messaging.Outbox;
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
    NameClaims names;

    @Inject
    JobStore store;

    @Inject
    Admission admission;

    @Inject
    ChangeWriter writer;

    @Inject
    Outbox outbox;

    @Inject
    Clock clock;

    /**
     * Registers jobs. One that was there before, or is refused, spoils nothing for the others.
     *
     * @param registrations any number
     * @return what became of each, in their order
     */
    public List<Registered> register(List<Registration> registrations) {
        outbox.join();
        Map<UUID, IdempotencyKeys.Holder> holders = keys.claim(registrations);
        List<Job> candidates = candidates(registrations, holders);
        Map<UUID, UUID> refused = names.claim(candidates);
        List<Job> jobs = candidates.stream()
                .filter(job -> !refused.containsKey(job.getId()))
                .toList();
        admission.admit(jobs);
        Set<UUID> inserted = store.insert(inOrderOfIds(jobs));
        Map<UUID, Job> fresh = new HashMap<>();
        jobs.stream().filter(job -> inserted.contains(job.getId())).forEach(job -> fresh.put(job.getId(), job));
        publish(List.copyOf(fresh.values()));
        if (!refused.isEmpty()) {
            keys.release(refused.keySet());
        }
        return outcomes(registrations, holders, refused, fresh);
    }

    /** So that transactions that insert the same ids never wait in a circle. */
    private static List<Job> inOrderOfIds(List<Job> jobs) {
        return jobs.stream()
                .sorted(Comparator.comparing(job -> job.getId().toString()))
                .toList();
    }

    private List<Job> candidates(List<Registration> registrations, Map<UUID, IdempotencyKeys.Holder> holders) {
        Instant now = clock.instant();
        Set<UUID> seen = new HashSet<>(holders.keySet());
        return registrations.stream()
                .filter(registration -> seen.add(registration.spec().id()))
                .map(registration -> Job.register(registration.spec(), registration.origin(), now))
                .toList();
    }

    private void publish(List<Job> fresh) {
        if (fresh.isEmpty()) {
            return;
        }
        Changes changes = new Changes();
        fresh.forEach(changes::moved);
        writer.write(changes);
    }

    private List<Registered> outcomes(
            List<Registration> registrations,
            Map<UUID, IdempotencyKeys.Holder> holders,
            Map<UUID, UUID> refused,
            Map<UUID, Job> fresh) {
        Set<UUID> others = new HashSet<>();
        registrations.forEach(registration -> others.add(registration.spec().id()));
        others.removeAll(fresh.keySet());
        holders.values().forEach(holder -> others.add(holder.job()));
        others.removeAll(refused.keySet());
        Map<UUID, KnownJobs.Known> known = knownJobs.find(others);
        Set<UUID> told = new HashSet<>();
        List<Registered> outcomes = new ArrayList<>();
        for (Registration registration : registrations) {
            UUID id = registration.spec().id();
            if (fresh.containsKey(id)) {
                Registered registered = Registered.of(fresh.get(id));
                outcomes.add(told.add(id) ? registered : registered.again());
            } else {
                outcomes.add(known(registration, holders.get(id), refused, known));
            }
        }
        return outcomes;
    }

    private static Registered known(
            Registration registration,
            IdempotencyKeys.Holder holder,
            Map<UUID, UUID> refused,
            Map<UUID, KnownJobs.Known> known) {
        if (holder != null && !holder.isOf(registration)) {
            return Registered.refused(Registered.Kind.MISMATCH, registration);
        }
        UUID id = holder == null ? registration.spec().id() : holder.job();
        if (refused.containsKey(id)) {
            return Registered.nameTaken(registration, refused.get(id));
        }
        KnownJobs.Known job = known.get(id);
        boolean own = job != null
                && job.tenant().equals(registration.spec().tenant())
                && job.owner().equals(registration.spec().owner());
        return own ? job.replayed() : Registered.refused(Registered.Kind.CONFLICT, registration);
    }
}
