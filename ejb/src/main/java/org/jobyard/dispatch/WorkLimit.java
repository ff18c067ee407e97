package org.jobyard.dispatch;

import java.sql.SQLException;
import java.time.Instant;
import org.jobyard.persistence.Row;

/**
 * How many jobs may be in the broker or run at once, or that none may be given to it.
 *
 * @param type type of job, or {@link #ALL} for all types together
 * @param tenant tenant, or {@link #ALL} for all tenants together
 * @param destination destination, or {@link #ALL} for all together, and the jobs that have none
 * @param most the limit; null: none
 * @param heldAt since when nothing is given to the broker; null: it is not held
 * @param changedAt when it was set
 * @param changedBy who set it
 * @param active how many are in the broker or run now
 */
public record WorkLimit(
        String type,
        String tenant,
        String destination,
        Integer most,
        Instant heldAt,
        Instant changedAt,
        String changedBy,
        long active) {
    /** Stands for all types, all tenants, or all destinations. */
    public static final String ALL = "*";

    static WorkLimit read(Row row) throws SQLException {
        return new WorkLimit(
                row.text("type"),
                row.text("tenant"),
                row.text("destination"),
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

    /** True when it is about the jobs of one destination. */
    public boolean namesDestination() {
        return !destination.equals(ALL);
    }

    /**
     * True when it is about the jobs of a tenant at a destination.
     *
     * @param itsDestination null: none
     */
    public boolean covers(String itsTenant, String itsDestination) {
        return scope().covers(itsTenant, itsDestination);
    }

    /** Which jobs of its type it is about. */
    private Scope scope() {
        return new Scope(tenant, destination);
    }

    /** How many more may be given to the broker; never negative. */
    int free() {
        if (heldAt != null) {
            return 0;
        }
        return most == null ? Integer.MAX_VALUE : (int) Math.max(0, most - active);
    }
}
