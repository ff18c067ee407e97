package org.jobyard.schedule;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jobyard.dispatch.Broker;
import org.jobyard.dispatch.MissingDispatches;
import org.jobyard.dispatch.NameRequests;
import org.jobyard.dispatch.ReleaseRequests;
import org.jobyard.figures.KeepFigures;
import org.jobyard.log.LogArchiver;
import org.jobyard.persistence.Database;
import org.jobyard.retention.Retention;
import org.jobyard.status.LiveUpdates;
import org.jobyard.status.ParkedEvents;
import org.jobyard.workers.LostWorkers;

/** All that can be due, and when the next thing is. Has no transaction of its own; each part begins its. */
@ApplicationScoped
class DueWork {
    private static final Logger LOG = Logger.getLogger(DueWork.class.getName());

    @Inject
    HandleDueJobs handleDueJobs;

    @Inject
    FireSchedules fireSchedules;

    @Inject
    MissingDispatches missingDispatches;

    @Inject
    ExpireWorkers expireWorkers;

    @Inject
    LostWorkers lostWorkers;

    @Inject
    Broker broker;

    @Inject
    ParkedEvents parkedEvents;

    @Inject
    LiveUpdates liveUpdates;

    @Inject
    ReleaseRequests releases;

    @Inject
    NameRequests names;

    @Inject
    LogArchiver archiver;

    @Inject
    KeepFigures figures;

    @Inject
    Retention retention;

    @Inject
    Database database;

    @Inject
    Clock clock;

    /** Does what is due now. */
    void run() {
        Map<String, Boolean> missing = missingDispatches.look(clock.instant());
        boolean more = true;
        while (more) {
            more = handleDueJobs.handle(missing);
        }
        more = true;
        while (more) {
            more = fireSchedules.fire();
        }
        lookAtWorkers();
        more = true;
        while (more) {
            more = parkedEvents.retry();
        }
    }

    private void lookAtWorkers() {
        if (!lostWorkers.areThereAny()) {
            return;
        }
        if (broker.isConnected()) {
            expireWorkers.expire();
        } else {
            expireWorkers.excuse();
        }
    }

    /** To be called when this node, the database or the broker was away. */
    void excuseWorkers() {
        expireWorkers.excuse();
    }

    /** Looks after what a crash or a lost notification may have left. */
    void sweep() {
        releases.all();
        names.all();
        fireSchedules.releaseLeft();
        archiver.archiveLeft();
        retention.begin();
        liveUpdates.wakeAll();
        expireWorkers.giveBackOrphans();
        try {
            keepFigures();
        } catch (RuntimeException e) {
            // Nothing else is to suffer for what people look at.
            LOG.log(Level.WARNING, "The figures could not be kept; tried again later", e);
        }
    }

    private void keepFigures() {
        boolean more = true;
        while (more) {
            more = figures.fold();
        }
        figures.noteBacklog();
        figures.forget();
    }

    /** When the next thing is due; empty when nothing is. */
    Optional<Instant> next() {
        return database.list("""
                        select least(
                            (select min(due_at) from job where due_at is not null),
                            (select min(due_at) from schedule where due_at is not null),
                            (select min(lease_until) from worker where state = 'LIVE') + cast(? as interval),
                            (select min(retry_at) from parked_event)) as next
                        """, row -> Optional.ofNullable(row.instant("next")), LostWorkers.GRACE.toString())
                .get(0);
    }
}
