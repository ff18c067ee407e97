package org.jobyard.dispatch;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.jobyard.job.Job;
import org.jobyard.messaging.Outbox;
import org.jobyard.persistence.Database;
import org.jobyard.persistence.JobStore;

/**
 * Gives a name to the first who waits for it, when nobody is in the way any more. Like {@link ReleaseWaiting} always in a
 * transaction of its own, after the commit of what ended a job or put one into the line (docs/adr/0007).
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class HandOverName {
    @Inject
    NameLocks locks;

    @Inject
    Database database;

    @Inject
    JobStore jobs;

    @Inject
    Admission admission;

    @Inject
    ChangeWriter writer;

    @Inject
    Outbox outbox;

    /** Hands a name over, or has those who are in the way do so when they end. */
    public void handOver(JobName name) {
        outbox.join();
        locks.lock(List.of(name));
        List<UUID> first = firstInLine(name);
        if (first.isEmpty() || isSomebodyInTheWay(name)) {
            return;
        }
        while (!first.isEmpty() && !give(first)) {
            first = firstInLine(name);
        }
    }

    /** The first, and the one after it. */
    private List<UUID> firstInLine(JobName name) {
        return database.list(
                "select id from job where tenant = ? and name = ? and name_place is not null and state = 'WAITING'"
                        + " order by name_place limit 2",
                row -> row.uuid("id"),
                name.tenant(),
                name.name());
    }

    /** Whoever is in the way cannot end meanwhile: its row is locked, and its end then sees that it is awaited. */
    private boolean isSomebodyInTheWay(JobName name) {
        List<UUID> inTheWay = database.list(
                "select id from job where tenant = ? and name = ? and name_place is null"
                        + " and state not in ('SUCCEEDED', 'FAILED', 'CANCELLED', 'TIMED_OUT')"
                        + " and (state <> 'SCHEDULED' or holds_name or attempt > 0) order by id for update",
                row -> row.uuid("id"),
                name.tenant(),
                name.name());
        if (!inTheWay.isEmpty()) {
            database.update("update job set name_awaited = true where id = any(?) and not name_awaited", inTheWay);
        }
        return !inTheWay.isEmpty();
    }

    /** False when it was cancelled meanwhile. */
    private boolean give(List<UUID> first) {
        Job job = jobs.lock(first.get(0)).orElseThrow();
        if (job.getNamePlace() == null) {
            return false;
        }
        job.holdName(first.size() > 1);
        admission.admit(List.of(job));
        Changes changes = new Changes().moved(job);
        writer.write(changes);
        return true;
    }

    /** The names that somebody waits for. */
    public List<JobName> awaitedNames() {
        return database.list(
                "select distinct tenant, name from job where name_place is not null",
                row -> new JobName(row.text("tenant"), row.text("name")));
    }
}
