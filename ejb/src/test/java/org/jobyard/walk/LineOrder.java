package org.jobyard.walk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jobyard.persistence.Database;

/**
 * In what order jobs leave the line of their type: of one tenant and destination by priority, then in the order in which they
 * came. Who waits for another destination may be passed: that one may be full.
 */
final class LineOrder {
    private record Place(UUID job, String type, String tenant, String destination, int priority) {
        private boolean isBefore(Place other) {
            return type.equals(other.type)
                    && tenant.equals(other.tenant)
                    && destination.equals(other.destination)
                    && priority >= other.priority
                    && !job.equals(other.job);
        }
    }

    private final Database database;
    private int left;

    LineOrder(Database database) {
        this.database = database;
    }

    /** Has jobs released, and looks at who was taken and who was left. */
    void watch(Runnable release) {
        List<Place> before = line();
        release.run();
        List<Place> after = line();
        Set<UUID> released = new HashSet<>(database.list(
                "select id from job where state = 'ENQUEUED' and id = any(?::uuid[])",
                row -> row.uuid("id"),
                before.stream().map(Place::job).toList()));
        for (int i = 0; i < before.size(); i++) {
            Place taken = before.get(i);
            if (released.contains(taken.job())) {
                left++;
                assertThat(before.subList(0, i))
                        .as("who stood before %s and was left", taken)
                        .noneMatch(first -> first.isBefore(taken) && after.contains(first));
            }
        }
    }

    /** All lines, each in its order. */
    private List<Place> line() {
        return database.list(
                "select id, type, tenant, coalesce(destination, '') as destination, priority from job"
                        + " where state = 'WAITING' and name_place is null order by priority desc, id",
                row -> new Place(
                        row.uuid("id"),
                        row.text("type"),
                        row.text("tenant"),
                        row.text("destination"),
                        row.integer("priority")));
    }

    /** How many were seen to leave. */
    int left() {
        return left;
    }
}
