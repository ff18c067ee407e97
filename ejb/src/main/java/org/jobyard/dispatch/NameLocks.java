package org.jobyard.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import org.jobyard.persistence.Database;

/**
 * Locks on names, held until the end of the transaction, in the whole cluster. Who gives a name away has its lock. Taken
 * after idempotency keys and before rows of jobs, so that transactions never wait for each other in a circle.
 */
@ApplicationScoped
public class NameLocks {
    @Inject
    Database database;

    /** Locks names; two that have the same hash share a lock. */
    public void lock(Collection<JobName> names) {
        // In the order of the hashes: two transactions with the same names never wait in a circle.
        database.list(
                """
                select pg_advisory_xact_lock(k) from (
                    select distinct hashtextextended(t.tenant || '/' || t.name, 0) as k
                    from unnest(?::text[], ?::text[]) as t (tenant, name) order by k) as keys
                """,
                row -> 0,
                names.stream().map(JobName::tenant).toList(),
                names.stream().map(JobName::name).toList());
    }
}
