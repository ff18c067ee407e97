package org.jobyard.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.jobyard.persistence.Database;
import org.jobyard.persistence.TakenPlaces;

/** Reads limits and holds, and how much of each is used. */
@ApplicationScoped
public class WorkLimits {
    private static final String TAKEN =
            "select j.type, j.tenant, j.destination, count(*) as jobs from job j where " + TakenPlaces.CONDITION;

    /** Reads what is taken once for all limits, however many there are. */
    private static final String SELECT = """
            with taken as materialized (%s)
            select l.type, l.tenant, l.destination, l.most, l.held_at, l.changed_at, l.changed_by,
                (select coalesce(sum(t.jobs), 0)::bigint from taken t where l.type in ('*', t.type)
                    and l.tenant in ('*', t.tenant) and l.destination in ('*', t.destination)) as active
            from work_limit l
            """;

    private static final String ALL =
            SELECT.formatted(TAKEN + " group by 1, 2, 3") + " order by l.type, l.tenant, l.destination";

    /** What other types have taken is read only when a limit is of all types. */
    private static final String OF_TYPE = SELECT.formatted(TAKEN + " and j.type = ? group by 1, 2, 3 union all " + TAKEN
                    + " and j.type <> ? and (select exists (select from work_limit where type = '*')) group by 1, 2, 3")
            + " where l.type in ('*', ?)";

    @Inject
    Database database;

    /** All of them. */
    public List<WorkLimit> list() {
        return database.list(ALL, WorkLimit::read);
    }

    /** Those that are about a type. */
    private List<WorkLimit> of(String type) {
        return database.list(OF_TYPE, WorkLimit::read, type, type, type);
    }

    /**
     * Those that are about a type, with the right to use up what they leave until the end of the present transaction:
     * nobody else in the cluster does meanwhile.
     */
    List<WorkLimit> claim(String type) {
        database.list("select pg_advisory_xact_lock(hashtext('jobyard.limits'), 0)", row -> 0);
        return of(type);
    }

    /** Those that keep a tenant's jobs of a type from the broker now, or those of some destinations. */
    public List<WorkLimit> inTheWay(String type, String tenant) {
        return of(type).stream()
                .filter(limit -> limit.concerns(tenant) && limit.free() == 0)
                .toList();
    }
}
