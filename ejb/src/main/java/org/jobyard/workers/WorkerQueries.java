package org.jobyard.workers;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jobyard.job.JobState;
import org.jobyard.messaging.JsonColumns;
import org.jobyard.persistence.Database;
import org.jobyard.persistence.Row;
import org.jobyard.sdk.message.WorkerMode;
import org.jobyard.security.Caller;
import org.jobyard.security.Role;

/** Reads workers. They serve all tenants, so every viewer sees them; of what they run, that of the own tenant. */
@Stateless
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class WorkerQueries {
    private static final int MOST_JOBS = 200;

    private static final String SELECT = """
            select w.*, (select count(*) from job j where j.worker = w.name and j.state in ('RUNNING', 'PAUSED'))
                as running,
                coalesce((select c.value from counter c where c.name = ? || w.name), 0) as late_events
            from worker w
            """;

    @Inject
    Database database;

    /** All workers that were ever heard, by name. */
    public List<WorkerView> list(Caller caller) {
        caller.require(Role.VIEWER);
        return database.list(SELECT + " order by w.name", WorkerQueries::view, LateEvents.of(""));
    }

    /** One of them, with up to 200 of its jobs; empty when no such worker was ever heard. */
    public Optional<WorkerDetails> find(Caller caller, String name) {
        caller.require(Role.VIEWER);
        List<WorkerJob> jobs = jobs(caller, name);
        return database.first(
                SELECT + " where w.name = ?",
                row -> new WorkerDetails(
                        view(row),
                        row.uuid("instance"),
                        Duration.between(row.instant("last_seen"), row.instant("lease_until"))
                                .toSeconds(),
                        JsonColumns.texts(row.text("labels")),
                        jobs),
                LateEvents.of(""),
                name);
    }

    private List<WorkerJob> jobs(Caller caller, String name) {
        return database.list(
                "select id, name, type, state, attempt, started_at from job where worker = ? and tenant = ?"
                        + " and state in ('RUNNING', 'PAUSED') order by started_at, id limit " + MOST_JOBS,
                row -> new WorkerJob(
                        row.uuid("id"),
                        row.text("name"),
                        row.text("type"),
                        row.constant("state", JobState.class),
                        row.integer("attempt"),
                        row.instant("started_at")),
                name,
                caller.tenant());
    }

    private static WorkerView view(Row row) throws SQLException {
        WorkerMode wanted = row.constant("wanted", WorkerMode.class);
        return new WorkerView(
                row.text("name"),
                row.constant("state", WorkerState.class),
                row.constant("mode", WorkerMode.class),
                wanted == null ? null : new WorkerOrder(wanted, row.instant("wanted_at"), row.text("wanted_by")),
                row.texts("types"),
                row.integer("capacity"),
                row.text("software"),
                row.text("host"),
                row.instant("first_seen"),
                row.instant("last_seen"),
                row.integer("running"),
                row.number("late_events"));
    }
}
