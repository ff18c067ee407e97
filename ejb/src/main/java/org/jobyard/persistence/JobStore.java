package org.jobyard.persistence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jobyard.job.HistoryEntry;
import org.jobyard.job.Job;

/**
 * Jobs in the database. Everything here needs a transaction of the caller's. Whoever takes several locks takes them in
 * the order of the ids, so that transactions never wait for each other in a circle.
 */
@ApplicationScoped
public class JobStore {
    @PersistenceContext(unitName = "jobyard")
    EntityManager entityManager;

    @Inject
    Database database;

    /** The present number of jobs claimed at once: large enough to batch, small enough to be answered soon. */
    public static final int BATCH = 200;

    /** Locks jobs; those that are not known are missing in the answer. */
    public Map<UUID, Job> lock(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return entityManager
                .createQuery("select j from Job j where j.id in :ids order by j.id", Job.class)
                .setParameter("ids", new HashSet<>(ids))
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultStream()
                .collect(Collectors.toMap(Job::getId, Function.identity(), (a, b) -> a, LinkedHashMap::new));
    }

    /** Locks one job. */
    public Optional<Job> lock(UUID id) {
        return Optional.ofNullable(lock(List.of(id)).get(id));
    }

    /**
     * Locks the first of a type's waiting line; those that another transaction holds are passed over. Of several tenants
     * whose jobs wait, the one of whose jobs the fewest are active comes first, so that each gets its share; within one,
     * higher priorities come first, then the earlier ones.
     *
     * @param most for each tenant how many at most; a tenant that is missing may have any number
     */
    public List<Job> claimWaiting(String type, int limit, Map<String, Integer> most) {
        List<String> tenants = List.copyOf(most.keySet());
        return claim(
                WaitingLine.CLAIM,
                type,
                limit,
                String.join(",", tenants),
                tenants.stream().map(tenant -> most.get(tenant).toString()).collect(Collectors.joining(",")));
    }

    /** Locks those of these jobs that still wait in their type's line; those that another transaction holds are passed over. */
    public List<Job> claimWaiting(Collection<UUID> chosen) {
        return chosen.isEmpty()
                ? List.of()
                : claim(
                        "select * from job where id = any(string_to_array(?1, ',')::uuid[]) and state = 'WAITING'"
                                + " and name_place is null order by priority desc, id for update skip locked",
                        chosen.stream().map(UUID::toString).collect(Collectors.joining(",")));
    }

    /** Locks jobs that are due, the earliest first; those that another transaction holds are passed over. */
    public List<Job> claimDue(Instant now) {
        return claim(
                "select * from job where due_at <= ?1 order by due_at limit ?2 for update skip locked",
                java.sql.Timestamp.from(now),
                BATCH);
    }

    /** Locks what a start of a worker's process runs, or holds paused. */
    public List<Job> lockRunning(String worker, UUID instance) {
        return claim(
                "select * from job where worker = ?1 and worker_instance = ?2 and state in ('RUNNING', 'PAUSED') order by id for update",
                worker,
                instance);
    }

    /** Locks a batch of what is recorded as run, since before then, by a start of a process that its worker's row denies. */
    public List<Job> lockOrphans(Instant startedBefore) {
        return claim("""
                select j.* from job j join worker w on w.name = j.worker
                where j.state in ('RUNNING', 'PAUSED') and j.worker_instance is not null and j.started_at < ?1
                    and (w.instance <> j.worker_instance or w.state <> 'LIVE')
                order by j.id limit ?2 for update of j skip locked
                """, java.sql.Timestamp.from(startedBefore), BATCH);
    }

    @SuppressWarnings("unchecked") // a native query of an entity gives that entity
    private List<Job> claim(String sql, Object... parameters) {
        var query = entityManager.createNativeQuery(sql, Job.class);
        for (int i = 0; i < parameters.length; i++) {
            query.setParameter(i + 1, parameters[i]);
        }
        return query.getResultList();
    }

    /**
     * Inserts new jobs.
     *
     * @return the ids of those that are new; the others' ids were taken
     */
    public Set<UUID> insert(List<Job> jobs) {
        List<UUID> inserted = database.list(
                NewJobs.INSERT, row -> row.uuid("id"), NewJobs.columns(jobs).toArray());
        return new HashSet<>(inserted);
    }

    /**
     * Writes what was changed in locked jobs, and the history of these and of inserted ones.
     *
     * @return the history written
     */
    public List<HistoryEntry> write(Collection<Job> jobs) {
        entityManager.flush();
        List<HistoryEntry> news = new ArrayList<>();
        jobs.forEach(job -> news.addAll(job.takeHistory()));
        if (!news.isEmpty()) {
            database.update(NewHistory.INSERT, NewHistory.columns(news).toArray());
        }
        return news;
    }
}
