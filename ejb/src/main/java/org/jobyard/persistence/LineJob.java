package org.jobyard.persistence;

import java.util.UUID;

/**
 * A job in its type's line.
 *
 * @param id its id
 * @param tenant whose it is
 * @param destination where its work takes place; null: nothing is said
 * @param priority 0 to 9
 * @param active how many jobs of its tenant and type are in the broker or run; may be 0 when only one tenant waits
 */
public record LineJob(UUID id, String tenant, String destination, int priority, long active) {
    /** The order of ids in the database, which is not that of {@link UUID}. */
    public String order() {
        return id.toString();
    }
}
