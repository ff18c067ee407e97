package org.jobyard.query;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jobyard.persistence.Database;
import org.jobyard.platform.Cursor;
import org.jobyard.platform.JobyardException;
import org.jobyard.security.Caller;
import org.jobyard.security.Role;

/** Reads jobs of the caller's tenant; another tenant's are as if they were not there. */
@Stateless
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class JobQueries {
    /** Most jobs of one page. */
    public static final int PAGE_MAX = 200;

    @Inject
    Database database;

    @Inject
    WhyWaiting whyWaiting;

    /** A job; empty when the tenant has none of that id. */
    public Optional<JobDetails> find(Caller caller, UUID id) {
        caller.require(Role.VIEWER);
        return database.first(
                        "select " + JobRows.DETAIL_COLUMNS + " from job where id = ? and tenant = ?",
                        JobRows::details,
                        id,
                        caller.tenant())
                .map(whyWaiting::explain);
    }

    /**
     * A page of jobs, newest first.
     *
     * @param cursor the {@code next} of the page before; null for the first page
     * @param limit most jobs wanted, from 1; more than {@link #PAGE_MAX} are never given
     * @throws JobyardException INVALID when the cursor is none
     */
    public JobPage list(Caller caller, JobFilter filter, String cursor, int limit) {
        caller.require(Role.VIEWER);
        int most = Math.max(1, Math.min(limit, PAGE_MAX));
        Condition condition = Condition.of(caller.tenant(), filter, Cursor.read(cursor));
        List<Object> values = new ArrayList<>(condition.values());
        values.add(most + 1);
        List<JobSummary> found = database.list(
                "select " + JobRows.SUMMARY_COLUMNS + " from job where " + condition.sql()
                        + " order by id desc limit ?",
                JobRows::summary,
                values.toArray());
        boolean more = found.size() > most;
        List<JobSummary> page = more ? List.copyOf(found.subList(0, most)) : found;
        return new JobPage(page, more ? Cursor.of(page.get(most - 1).id()) : null);
    }

    /** The history of a job, oldest first; empty when the tenant has no such job. */
    public List<JobEventView> history(Caller caller, UUID id) {
        return historySince(caller, id, 0);
    }

    /** The attempts of a job, the first one first; empty before it was given to the broker. */
    public List<JobAttempt> attempts(Caller caller, UUID id) {
        return JobAttempt.of(history(caller, id));
    }

    /** The history of a job after the entry of that number. */
    public List<JobEventView> historySince(Caller caller, UUID id, int seq) {
        caller.require(Role.VIEWER);
        return database.list("""
                select e.seq, e.at, e.event, e.state, e.attempt, e.execution, e.actor, e.detail
                from job_event e join job j on j.id = e.job_id
                where e.job_id = ? and e.seq > ? and j.tenant = ? order by e.seq
                """, JobRows::event, id, seq, caller.tenant());
    }
}
