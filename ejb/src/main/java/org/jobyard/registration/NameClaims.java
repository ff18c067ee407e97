package org.jobyard.registration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jobyard.dispatch.JobName;
import org.jobyard.dispatch.NameLocks;
import org.jobyard.job.Job;
import org.jobyard.job.SameName;
import org.jobyard.persistence.Database;

/**
 * Gives new jobs their names, or refuses them. A name is given away under its lock, and a unique index sees to it that one
 * job has it. A batch without a job that asks for its name costs no statement.
 */
@ApplicationScoped
class NameClaims {
    /**
     * The first of the jobs that have a name and have not ended.
     *
     * @param job its id
     * @param inTheWay false for one that only comes later, when its time comes
     */
    private record Taken(UUID job, boolean inTheWay) {}

    private static final String NOT_ENDED = "state not in ('SUCCEEDED', 'FAILED', 'CANCELLED', 'TIMED_OUT')";
    private static final String OF_NAME = "from job where tenant = t.tenant and name = t.name and ";
    private static final String SELECT = "select t.tenant, t.name, j.id, j.in_the_way"
            + " from unnest(?::text[], ?::text[]) as t (tenant, name) cross join lateral ("
            + " (select id, true as in_the_way " + OF_NAME + "holds_name)"
            + " union all (select id, true " + OF_NAME + "name_place is null and " + NOT_ENDED
            + " and (state <> 'SCHEDULED' or attempt > 0) order by id limit 1)"
            + " union all (select id, true " + OF_NAME + "name_place is not null order by name_place limit 1)"
            + " union all (select id, false " + OF_NAME + "name_place is null and " + NOT_ENDED
            + " and state = 'SCHEDULED' order by id limit 1) limit 1) as j";

    @Inject
    NameLocks locks;

    @Inject
    Database database;

    @Inject
    Clock clock;

    /**
     * Gives names away.
     *
     * @param jobs new jobs in the order of their submission; those that are there already are passed over
     * @return for each job that is refused, by its id: who has its name
     */
    Map<UUID, UUID> claim(List<Job> jobs) {
        Set<JobName> names = new LinkedHashSet<>();
        jobs.stream().filter(NameClaims::asks).map(JobName::of).forEach(names::add);
        if (names.isEmpty()) {
            return Map.of();
        }
        locks.lock(names);
        Set<UUID> known = known(jobs.stream().filter(NameClaims::asks).toList());
        Map<JobName, Taken> taken = taken(names);
        Map<UUID, UUID> refused = new HashMap<>();
        Instant now = clock.instant();
        for (Job job : jobs) {
            JobName name = JobName.of(job);
            if (!names.contains(name) || known.contains(job.getId())) {
                continue;
            }
            Taken by = taken.get(name);
            if (by != null && job.spec().terms().sameName() == SameName.REJECT) {
                refused.put(job.getId(), by.job());
                continue;
            }
            boolean later = job.spec().startAt().isAfter(now);
            if (takes(job, by, later)) {
                job.holdName(false);
            }
            if (by == null || !by.inTheWay()) {
                taken.put(name, new Taken(job.getId(), !later || job.holdsName()));
            }
        }
        return refused;
    }

    private static boolean asks(Job job) {
        return job.spec().terms().sameName() != SameName.ALLOW;
    }

    /** Whether a job that is not refused has its name from now on. */
    private static boolean takes(Job job, Taken by, boolean later) {
        return switch (job.spec().terms().sameName()) {
            case ALLOW -> false;
            case REJECT -> true;
            // One that comes later asks when it comes, and lets others pass until then.
            case QUEUE -> !later && (by == null || !by.inTheWay());
        };
    }

    /** Those that were registered before: a repetition is the same job, and not in its own way. */
    private Set<UUID> known(List<Job> jobs) {
        return new HashSet<>(database.list(
                "select id from job where id = any(?)",
                row -> row.uuid("id"),
                jobs.stream().map(Job::getId).toList()));
    }

    private Map<JobName, Taken> taken(Collection<JobName> names) {
        Map<JobName, Taken> taken = new HashMap<>();
        database.list(
                SELECT,
                row -> taken.put(
                        new JobName(row.text("tenant"), row.text("name")),
                        new Taken(row.uuid("id"), row.flag("in_the_way"))),
                names.stream().map(JobName::tenant).toList(),
                names.stream().map(JobName::name).toList());
        return taken;
    }
}
