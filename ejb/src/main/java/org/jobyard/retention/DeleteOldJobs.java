package org.jobyard.retention;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jobyard.job.JobState;
import org.jobyard.persistence.Database;
import org.jobyard.platform.Settings;

/**
 * Deletes ended jobs with their history, logs and keys, a batch in one transaction. It passes over what anybody else holds, so it
 * waits for nobody; several nodes share the jobs out.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class DeleteOldJobs {
    /**
     * Which jobs are old.
     *
     * @param tenant of this tenant
     * @param state that ended so
     * @param before and before then
     */
    public record Cutoff(String tenant, JobState state, Instant before) {}

    /** Most jobs of one transaction: it is over in some hundredths of a second. */
    static final int BATCH = 200;

    // A job that was run again would be taken for one that was not, if the new one went first.
    private static final String OLD = """
            select id from job where tenant = ? and state = ? and ended_at < ?
                and not exists (select from job o where o.id = job.rerun_of)
            order by ended_at limit ? for update skip locked
            """;

    private static final String LATEST_TOO_MANY = """
            select ended_at from job where tenant = ? and state = ? and ended_at is not null
            order by ended_at desc offset ? limit 1
            """;

    @Inject
    Database database;

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    /** Until when each tenant's jobs of each state are old now. Looks at each index once, so it is not for every batch. */
    public List<Cutoff> cutoffs() {
        Instant now = clock.instant();
        List<Cutoff> cutoffs = new ArrayList<>();
        for (String tenant : database.list("select id from tenant order by id", row -> row.text("id"))) {
            for (JobState state : JobState.values()) {
                if (state.isTerminal()) {
                    cutoffs.add(new Cutoff(tenant, state, before(tenant, Limits.of(state, settings), now)));
                }
            }
        }
        return cutoffs;
    }

    private Instant before(String tenant, Limits limits, Instant now) {
        Instant tooOld = now.minus(limits.age());
        Instant least = now.minus(Limits.LEAST);
        return database.first(LATEST_TOO_MANY, row -> row.instant("ended_at"), tenant, limits.state(), limits.most())
                // Ends are kept in whole microseconds: up to and including that one.
                .map(latest -> latest.plusNanos(1000))
                .map(latest -> latest.isBefore(least) ? latest : least)
                .filter(tooOld::isBefore)
                .orElse(tooOld);
    }

    /**
     * Deletes a batch, the oldest first. The files of its jobs in the output store are left to {@link DeleteFiles}.
     *
     * @return true when there may be more
     */
    public boolean delete(Cutoff cutoff) {
        List<UUID> jobs =
                database.list(OLD, row -> row.uuid("id"), cutoff.tenant(), cutoff.state(), cutoff.before(), BATCH);
        if (!jobs.isEmpty()) {
            delete(cutoff.tenant(), jobs, clock.instant());
        }
        return jobs.size() == BATCH;
    }

    private void delete(String tenant, List<UUID> jobs, Instant now) {
        database.update(
                "insert into deleted_job (id, tenant, deleted_at) select id, ?, ? from unnest(?::uuid[]) as t (id)"
                        + " on conflict (id) do update set deleted_at = excluded.deleted_at",
                tenant,
                now,
                jobs);
        database.update("delete from job_event where job_id = any(?)", jobs);
        database.update("delete from job_log where job_id = any(?)", jobs);
        database.update("delete from idempotency_key where job_id = any(?)", jobs);
        database.update("delete from job where id = any(?)", jobs);
    }
}
