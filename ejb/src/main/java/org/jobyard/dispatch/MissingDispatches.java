package org.jobyard.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jobyard.persistence.Database;
import org.jobyard.ra.api.QueueStatus;
import org.jobyard.sdk.message.Queues;

/**
 * Finds types of which dispatches are missing in the broker: fewer messages wait in their queue than jobs are ENQUEUED.
 * A worker may hold some of these for a moment, so this matters only for jobs that have been ENQUEUED for long.
 */
@ApplicationScoped
public class MissingDispatches {
    @Inject
    Database database;

    @Inject
    Broker broker;

    /** For the types that have an ENQUEUED job due by then. Not inside a transaction. */
    public Map<String, Boolean> look(Instant now) {
        record Enqueued(String type, long jobs) {}
        Map<String, Boolean> missing = new HashMap<>();
        database.list("""
                        select j.type, count(*) as jobs from job j
                        where j.state = 'ENQUEUED' and j.type in (
                            select d.type from job d where d.due_at <= ? and d.state = 'ENQUEUED')
                        group by j.type
                        """, row -> new Enqueued(row.text("type"), row.number("jobs")), now)
                .forEach(enqueued -> {
                    Optional<QueueStatus> queue = broker.queue(Queues.workQueue(enqueued.type()));
                    missing.put(
                            enqueued.type(), queue.isPresent() && queue.get().ready() < enqueued.jobs());
                });
        return missing;
    }
}
