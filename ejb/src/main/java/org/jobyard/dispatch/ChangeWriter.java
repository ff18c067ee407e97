package org.jobyard.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jobyard.figures.Tallies;
import org.jobyard.job.HistoryEntry;
import org.jobyard.job.Job;
import org.jobyard.messaging.Announcements;
import org.jobyard.messaging.Outbox;
import org.jobyard.persistence.Database;
import org.jobyard.persistence.JobStore;
import org.jobyard.platform.AfterCommit;

/**
 * Writes, sends and announces what a transaction gathered. A job that was given to the broker gets its dispatch here, and
 * its submitter hears of its states. Needs a transaction of the caller's.
 */
@ApplicationScoped
public class ChangeWriter {
    @Inject
    JobStore store;

    @Inject
    Database database;

    @Inject
    Tallies tallies;

    @Inject
    Outbox outbox;

    @Inject
    Announcements announcements;

    @Inject
    ReleaseRequests releases;

    @Inject
    NameRequests names;

    @Inject
    AfterCommit afterCommit;

    @Inject
    JobWatch watch;

    @Inject
    Event<JobsEnded> jobsEnded;

    @Inject
    Event<RunsEnded> runsEnded;

    /** Called once, at the end of a transaction. */
    public void write(Changes changes) {
        Set<Job> moved = changes.movedJobs();
        List<HistoryEntry> news = store.write(moved);
        tallies.count(moved, news);
        outbox.send(changes.allMessages());
        outbox.send(Dispatches.messages(moved, news));
        announcements.announce(changes.news());
        changes.typesWithRoom().forEach(releases::afterCommit);
        changes.awaitedNames().forEach(names::afterCommit);
        Set<UUID> ended = changes.endedJobs();
        if (!ended.isEmpty()) {
            afterCommit.run(() -> jobsEnded.fire(new JobsEnded(ended)));
        }
        Set<UUID> schedules = changes.schedulesOfEnded();
        if (!schedules.isEmpty()) {
            afterCommit.run(() -> runsEnded.fire(new RunsEnded(schedules)));
        }
        watch.tellAfterCommit(moved, news);
        changes.counts()
                .forEach((name, number) -> database.update(
                        "insert into counter as c (name, value) values (?, ?)"
                                + " on conflict (name) do update set value = c.value + excluded.value",
                        name,
                        number));
    }
}
