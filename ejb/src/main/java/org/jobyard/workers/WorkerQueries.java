package org.jobyard.workers;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import org.jobyard.persistence.Database;
import org.jobyard.security.Caller;
import org.jobyard.security.Role;

/** Reads workers. */
@Stateless
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class WorkerQueries {
    @Inject
    Database database;

    /** All workers that were ever heard, by name. Workers serve all tenants, so every viewer sees them. */
    public List<WorkerView> list(Caller caller) {
        caller.require(Role.VIEWER);
        return database.list(
                """
                select w.*, (select count(*) from job j where j.worker = w.name and j.state in ('RUNNING', 'PAUSED'))
                    as running
                from worker w order by w.name
                """,
                row -> new WorkerView(
                        row.text("name"),
                        row.constant("state", WorkerState.class),
                        row.texts("types"),
                        row.integer("capacity"),
                        row.text("software"),
                        row.text("host"),
                        row.instant("first_seen"),
                        row.instant("last_seen"),
                        row.integer("running")));
    }
}
