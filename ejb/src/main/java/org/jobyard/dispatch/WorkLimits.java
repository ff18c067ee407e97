package org.jobyard.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.jobyard.persistence.Database;

/** Reads limits and holds, and how much of each is used. */
@ApplicationScoped
public class WorkLimits {
    @Inject
    Database database;

    /** All of them. */
    public List<WorkLimit> list() {
        return database.list(WorkLimit.SELECT + " order by l.type, l.tenant", WorkLimit::read);
    }

    /** Those that are about a type. */
    List<WorkLimit> of(String type) {
        return database.list(WorkLimit.SELECT + " where l.type in ('*', ?)", WorkLimit::read, type);
    }

    /**
     * Those that are about a type, with the right to use up what they leave until the end of the present transaction:
     * nobody else in the cluster does meanwhile.
     */
    List<WorkLimit> claim(String type) {
        database.list("select pg_advisory_xact_lock(hashtext('jobyard.limits'), 0)", row -> 0);
        return of(type);
    }

    /** The one that keeps a tenant's jobs of a type from the broker now; a hold rather than a limit. */
    public Optional<WorkLimit> inTheWay(String type, String tenant) {
        List<WorkLimit> used = of(type).stream()
                .filter(limit -> limit.concerns(tenant) && limit.free() == 0)
                .toList();
        return used.stream()
                .filter(limit -> limit.heldAt() != null)
                .findFirst()
                .or(() -> used.stream().findFirst());
    }
}
