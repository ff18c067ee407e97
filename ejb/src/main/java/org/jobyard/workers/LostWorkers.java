package org.jobyard.workers;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jobyard.dispatch.Changes;
import org.jobyard.persistence.Database;
import org.jobyard.persistence.JobStore;
import org.jobyard.result.EndJob;

/** What becomes of workers that are not heard any more, and of their jobs. Needs a transaction of the caller's. */
@ApplicationScoped
public class LostWorkers {
    /** A hello that was sent in time may take so long, for example after a reconnect. */
    public static final Duration GRACE = Duration.ofSeconds(5);
    /** A start may also be read before the hello of its own worker. */
    private static final Duration OVERTAKEN = Duration.ofMinutes(1);

    /** How long workers have to be heard again after a time in which nobody could hear them. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private record Silent(String name, UUID instance) {}

    @Inject
    Database database;

    @Inject
    JobStore jobs;

    @Inject
    EndJob endJob;

    @Inject
    Clock clock;

    /** True when the lease of some worker has ended. */
    public boolean areThereAny() {
        return database.first(
                        "select 1 as one from worker where state = 'LIVE' and lease_until <= ? limit 1",
                        row -> row.integer("one"),
                        clock.instant().minus(GRACE))
                .isPresent();
    }

    /**
     * Takes nobody's silence amiss: database, broker or server were away, so hellos could not be heard. Workers that
     * went in that time are found out a little later.
     */
    public void excuse() {
        Instant until = clock.instant().plus(PATIENCE);
        database.update(
                "update worker set lease_until = ? where name in (select name from worker where state = 'LIVE'"
                        + " and lease_until < ? order by name for update)",
                until,
                until);
    }

    /** Gives up the workers whose lease has ended; several nodes share them out. */
    public void expire(Changes changes) {
        List<Silent> silent = database.list(
                """
                update worker set state = 'LOST' where name in (
                    select name from worker where state = 'LIVE' and lease_until <= ?
                    order by name limit 100 for update skip locked)
                returning name, instance
                """,
                row -> new Silent(row.text("name"), row.uuid("instance")),
                clock.instant().minus(GRACE));
        if (!silent.isEmpty()) {
            changes.workers();
        }
        silent.forEach(worker -> died(
                worker.name(), worker.instance(), "The worker " + worker.name() + " was not heard any more.", changes));
    }

    /**
     * Gives back what is recorded as run by a start of a process that is known to be gone. It comes to that when the word of
     * a job's start is read after that of its worker's end, which then found nothing to give back.
     */
    public void giveBackOrphans(Changes changes) {
        jobs.lockOrphans(clock.instant().minus(OVERTAKEN))
                .forEach(job -> endJob.lose(job, "Its worker had gone when the word of its start was read.", changes));
    }

    /** Gives back what a start of a worker's process ran that is dead. */
    void died(String name, UUID instance, String why, Changes changes) {
        jobs.lockRunning(name, instance).forEach(job -> endJob.crash(job, why, changes));
    }

    /** Gives back what a start of a worker's process ran that went in good order. */
    void went(String name, UUID instance, String why, Changes changes) {
        jobs.lockRunning(name, instance).forEach(job -> endJob.lose(job, why, changes));
    }
}
