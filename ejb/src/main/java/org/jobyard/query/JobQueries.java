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

    /** How many jobs one statement looks through, and how many statements one call makes. */
    static final int STEP = 10_000;

    static final int STEPS = 100;

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
        UUID after = Cursor.read(cursor);
        return filter.looksThrough()
                ? lookThrough(caller.tenant(), filter, after, most, STEP, STEPS)
                : page(rows(caller.tenant(), filter, after, null, most + 1), most, null);
    }

    /** Goes back step by step: however few jobs fit, no statement reads more than a step, and no call more than its steps. */
    JobPage lookThrough(String tenant, JobFilter filter, UUID after, int most, int step, int steps) {
        List<JobSummary> found = new ArrayList<>();
        UUID reached = after;
        for (int i = 0; i < steps && found.size() <= most; i++) {
            UUID until = reach(tenant, reached, step);
            found.addAll(rows(tenant, filter, reached, until, most + 1 - found.size()));
            reached = until;
            if (until == null) {
                break;
            }
        }
        return page(found, most, reached);
    }

    /** The last of the next so many jobs after one; null when there are fewer. */
    private UUID reach(String tenant, UUID after, int step) {
        Condition condition = Condition.of(tenant, JobFilter.ALL, after);
        List<Object> values = new ArrayList<>(condition.values());
        values.add(step - 1);
        return database.first(
                        "select id from job where " + condition.sql() + " order by id desc offset ? limit 1",
                        row -> row.uuid("id"),
                        values.toArray())
                .orElse(null);
    }

    private List<JobSummary> rows(String tenant, JobFilter filter, UUID after, UUID until, int most) {
        Condition condition = Condition.of(tenant, filter, after);
        List<Object> values = new ArrayList<>(condition.values());
        if (until != null) {
            values.add(until);
        }
        values.add(most);
        return database.list(
                "select " + JobRows.SUMMARY_COLUMNS + " from job where " + condition.sql()
                        + (until == null ? "" : " and id >= ?") + " order by id desc limit ?",
                JobRows::summary,
                values.toArray());
    }

    private static JobPage page(List<JobSummary> found, int most, UUID reached) {
        if (found.size() > most) {
            List<JobSummary> page = List.copyOf(found.subList(0, most));
            return new JobPage(page, Cursor.of(page.get(most - 1).id()));
        }
        return new JobPage(found, reached == null ? null : Cursor.of(reached));
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
