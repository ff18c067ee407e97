package org.jobyard.dispatch;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jobyard.job.Job;
import org.jobyard.messaging.Outbox;
import org.jobyard.persistence.Database;
import org.jobyard.persistence.JobStore;

/**
 * Gives waiting jobs to the broker while their type's window has places. Always a transaction of its own that begins
 * after the commit of what made a place or added a waiting job: two transactions that do not see each other could
 * otherwise leave a job waiting for ever (docs/adr/0004).
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class ReleaseWaiting {
    /**
     * What a release did.
     *
     * @param jobs how many it released; a full batch means that there may be more
     * @param shared true when a limit is shared with other types: what makes room here makes room there
     */
    public record Release(int jobs, boolean shared) {}

    @Inject
    Database database;

    @Inject
    NextInLine nextInLine;

    @Inject
    TypeLines lines;

    @Inject
    WorkLimits limits;

    @Inject
    Admission admission;

    @Inject
    ChangeWriter writer;

    @Inject
    Outbox outbox;

    @Inject
    Clock clock;

    /** Whether a release of the type may do anything; it sees what was committed before the call. In no transaction. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public boolean isDue(String type) {
        TypeLine line = lines.read(List.of(type)).get(type);
        return line.isLimited() || line.releasable() > 0;
    }

    /** Releases what a type's window has places for, at most a batch, as far as limits and holds let it. */
    public Release release(String type) {
        outbox.join();
        // One release of a type at a time in the whole cluster, else each would fill the same places.
        database.list("select pg_advisory_xact_lock(hashtext('jobyard.release'), hashtext(?))", row -> 0, type);
        TypeLine line = lines.read(List.of(type)).get(type);
        List<WorkLimit> applying = line.isLimited() ? limits.claim(type) : List.of();
        boolean shared = applying.stream().anyMatch(limit -> limit.type().equals(WorkLimit.ALL));
        int places = Math.min(line.releasable(), JobStore.BATCH);
        return new Release(dispatch(nextInLine.claim(type, places, applying)), shared);
    }

    private int dispatch(List<Job> released) {
        if (released.isEmpty()) {
            return 0;
        }
        Instant now = clock.instant();
        Changes changes = new Changes();
        for (Job job : released) {
            admission.enqueue(job, now);
            changes.moved(job);
        }
        writer.write(changes);
        return released.size();
    }

    /** The types that have jobs in their line. */
    public List<String> waitingTypes() {
        // Steps from type to type through the index, however long the lines are.
        return database.list("""
                with recursive t (type) as (
                    (select type from job where state = 'WAITING' and name_place is null order by type limit 1)
                    union all
                    select (select j.type from job j where j.state = 'WAITING' and j.name_place is null and j.type > t.type
                        order by j.type limit 1)
                    from t where t.type is not null)
                select type from t where type is not null
                """, row -> row.text("type"));
    }
}
