package org.jobyard.dispatch;

import java.sql.SQLException;
import java.time.Instant;
import org.jobyard.persistence.Row;
import org.jobyard.persistence.TakenPlaces;

/**
 * How many jobs may be in the broker or run at once, or that none may be given to it.
 *
 * @param type type of job, or {@link #ALL} for all types together
 * @param tenant tenant, or {@link #ALL} for all tenants together
 * @param most the limit; null: none
 * @param heldAt since when nothing is given to the broker; null: it is not held
 * @param changedAt when it was set
 * @param changedBy who set it
 * @param active how many are in the broker or run now
 */
public record WorkLimit(
        String type, String tenant, Integer most, Instant heldAt, Instant changedAt, String changedBy, long active) {
    /** Stands for all types, or all tenants. */
    public static final String ALL = "*";

    static final String SELECT = """
            select l.type, l.tenant, l.most, l.held_at, l.changed_at, l.changed_by,
                (select count(*) from job j where\s""" + TakenPlaces.CONDITION + """

                    and l.type in ('*', j.type) and l.tenant in ('*', j.tenant)) as active
            from work_limit l
            """;

    static WorkLimit read(Row row) throws SQLException {
        return new WorkLimit(
                row.text("type"),
                row.text("tenant"),
                row.number("most", Integer.class),
                row.instant("held_at"),
                row.instant("changed_at"),
                row.text("changed_by"),
                row.number("active"));
    }

    /** True when it is about a tenant's jobs. */
    public boolean concerns(String other) {
        return tenant.equals(ALL) || tenant.equals(other);
    }

    /** How many more may be given to the broker; never negative. */
    int free() {
        if (heldAt != null) {
            return 0;
        }
        return most == null ? Integer.MAX_VALUE : (int) Math.max(0, most - active);
    }
}
