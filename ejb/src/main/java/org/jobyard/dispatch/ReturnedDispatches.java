package org.jobyard.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.jobyard.job.Job;
import org.jobyard.job.JobState;
import org.jobyard.persistence.Database;
import org.jobyard.persistence.JobStore;

/**
 * Takes back jobs whose dispatch no queue took: the queue of their type is gone, or was never bound. They wait in the line
 * until a worker of the type says hello; were the type still held for one that has workers, they would be dispatched, and
 * come back, for ever. Needs a transaction of the caller's.
 */
@ApplicationScoped
public class ReturnedDispatches {
    @Inject
    Database database;

    @Inject
    JobStore jobs;

    @Inject
    ChangeWriter writer;

    @Inject
    Clock clock;

    /**
     * A dispatch that came back.
     *
     * @param type the type of work
     * @param job the job
     * @param execution the execution that was dispatched
     * @param why what the broker said
     */
    public record Returned(String type, UUID job, UUID execution, String why) {}

    /** Puts the jobs back into their lines, except those that have gone on since. */
    public void putBack(Collection<Returned> returned) {
        if (returned.isEmpty()) {
            return;
        }
        returned.stream()
                .map(Returned::type)
                .collect(java.util.stream.Collectors.toCollection(TreeSet::new))
                .forEach(this::forget);
        Map<UUID, Job> locked = jobs.lock(returned.stream().map(Returned::job).toList());
        Instant now = clock.instant();
        Changes changes = new Changes();
        for (Returned dispatch : returned) {
            Job job = locked.get(dispatch.job());
            if (job != null
                    && job.getState() == JobState.ENQUEUED
                    && job.execution().is(dispatch.execution())) {
                job.comeBack(dispatch.why(), now);
                changes.moved(job);
            }
        }
        writer.write(changes);
    }

    /** A worker that lives and listens anew tells so with its next hello, which then says something new. */
    private void forget(String type) {
        // Rows of workers before that of the type, as a hello takes them, and once more after it: a worker that said
        // its first hello meanwhile is seen then.
        database.list(
                "select name from worker where state = 'LIVE' and ? = any(types) order by name for update",
                row -> row.text("name"),
                type);
        database.update("delete from work_type where type = ?", type);
        database.update(
                "update worker set types = array_remove(types, ?) where state = 'LIVE' and ? = any(types)", type, type);
    }
}
