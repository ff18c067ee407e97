package org.jobyard.workers;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jobyard.dispatch.Changes;
import org.jobyard.persistence.Database;
import org.jobyard.persistence.JobStore;
import org.jobyard.result.EndJob;

/** What becomes of workers that are not heard any more, and of their jobs. Needs a transaction of the caller's. */
@ApplicationScoped
public class LostWorkers {
    private record Silent(String name, UUID instance) {}

    @Inject
    Database database;

    @Inject
    JobStore jobs;

    @Inject
    EndJob endJob;

    @Inject
    Clock clock;

    /** Gives up the workers whose lease has ended; several nodes share them out. */
    public void expire(Changes changes) {
        List<Silent> silent =
                database.list("""
                update worker set state = 'LOST' where name in (
                    select name from worker where state = 'LIVE' and lease_until <= ?
                    order by name limit 100 for update skip locked)
                returning name, instance
                """, row -> new Silent(row.text("name"), row.uuid("instance")), clock.instant());
        silent.forEach(worker -> lose(
                worker.name(), worker.instance(), "The worker " + worker.name() + " was not heard any more.", changes));
    }

    /** Gives back what a start of a worker's process ran. */
    void lose(String name, UUID instance, String why, Changes changes) {
        jobs.lockRunning(name, instance).forEach(job -> endJob.lose(job, why, changes));
    }
}
