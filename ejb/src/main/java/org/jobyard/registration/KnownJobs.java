package org.jobyard.registration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jobyard.job.JobState;
import org.jobyard.persistence.Database;
import org.jobyard.persistence.Row;

/** Looks up jobs that were there before. */
@ApplicationScoped
class KnownJobs {
    record Known(
            UUID id, String tenant, String owner, String name, JobState state, String reason, Instant scheduledAt) {
        static Known read(Row row) throws SQLException {
            return new Known(
                    row.uuid("id"),
                    row.text("tenant"),
                    row.text("owner"),
                    row.text("name"),
                    row.constant("state", JobState.class),
                    row.text("reason"),
                    row.instant("scheduled_at"));
        }

        Registered replayed() {
            return new Registered(Registered.Kind.REPLAYED, id, name, state, reason, scheduledAt);
        }
    }

    @Inject
    Database database;

    Map<UUID, Known> find(Collection<UUID> ids) {
        Map<UUID, Known> found = new HashMap<>();
        if (!ids.isEmpty()) {
            database.list(
                            "select id, tenant, owner, name, state, reason, scheduled_at from job where id = any(?)",
                            Known::read,
                            ids)
                    .forEach(known -> found.put(known.id(), known));
        }
        return found;
    }
}
