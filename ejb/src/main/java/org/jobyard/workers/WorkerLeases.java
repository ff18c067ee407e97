package org.jobyard.workers;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jobyard.dispatch.Changes;
import org.jobyard.messaging.JsonColumns;
import org.jobyard.messaging.WorkerCommands;
import org.jobyard.persistence.Database;
import org.jobyard.persistence.Row;
import org.jobyard.sdk.message.WorkerHello;
import org.jobyard.sdk.message.WorkerMode;

/** What hellos and goodbyes do. Needs a transaction of the caller's. Worker rows are locked before those of jobs. */
@ApplicationScoped
public class WorkerLeases {
    private record Before(UUID instance, WorkerState state) {}

    /** How the row stands after a hello. */
    private record Known(Optional<WorkerMode> wanted, List<String> running) {
        /** Both columns, after {@code returning}. */
        private static final String COLUMNS =
                "wanted, (select array_agg(j.execution_id::text) from job j where j.worker = w.name"
                        + " and j.worker_instance = w.instance and j.state in ('RUNNING', 'PAUSED')) as running";

        private static Known of(Row row) throws SQLException {
            return new Known(Optional.ofNullable(row.constant("wanted", WorkerMode.class)), row.texts("running"));
        }
    }

    @Inject
    Database database;

    @Inject
    LostWorkers lostWorkers;

    @Inject
    HeldExecutions heldExecutions;

    @Inject
    Clock clock;

    /** A worker says who it is. A heartbeat that says nothing new is one statement. */
    public void hello(String name, UUID instance, WorkerHello hello, Changes changes) {
        Instant now = clock.instant();
        Instant leaseUntil = now.plus(Duration.ofSeconds(hello.leaseSeconds()));
        WorkerMode mode = hello.mode() == null ? WorkerMode.ACTIVE : hello.mode();
        List<Known> renewed = database.list(
                "update worker w set last_seen = ?, lease_until = ? where name = ? and instance = ? and state = 'LIVE'"
                        + " and types = ? and capacity = ? and mode = ? returning " + Known.COLUMNS,
                Known::of,
                now,
                leaseUntil,
                name,
                instance,
                hello.types(),
                hello.capacity(),
                mode.name());
        Known known = renewed.isEmpty() ? arrive(name, instance, hello, mode, leaseUntil, changes) : renewed.get(0);
        // What is stopping obeys nobody any more.
        known.wanted()
                .filter(order -> order != mode && mode != WorkerMode.STOPPING)
                .ifPresent(order -> changes.send(WorkerCommands.mode(name, instance, order)));
        heldExecutions.compare(name, instance, hello.holding(), known.running(), changes);
    }

    private Known arrive(
            String name, UUID instance, WorkerHello hello, WorkerMode mode, Instant leaseUntil, Changes changes) {
        Optional<Before> before = before(name);
        Instant now = clock.instant();
        List<Known> known = database.list(
                """
                insert into worker as w (name, instance, types, capacity, software, host, labels, mode, pausable, state,
                    first_seen, last_seen, lease_until)
                values (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, 'LIVE', ?, ?, ?)
                on conflict (name) do update set instance = excluded.instance, types = excluded.types,
                    capacity = excluded.capacity, software = excluded.software, host = excluded.host,
                    labels = excluded.labels, mode = excluded.mode, pausable = excluded.pausable, state = 'LIVE', last_seen = excluded.last_seen,
                    lease_until = excluded.lease_until,
                    wanted = case when w.instance = excluded.instance then w.wanted end
                returning
                """ + Known.COLUMNS,
                Known::of,
                name,
                instance,
                hello.types(),
                hello.capacity(),
                hello.software(),
                hello.host(),
                JsonColumns.text(hello.labels()),
                mode.name(),
                hello.pausable() == null ? List.of() : hello.pausable(),
                now,
                now,
                leaseUntil);
        database.update(
                // Locks a type that is there, so that nobody forgets it at the same time without seeing this worker.
                "insert into work_type (type, first_seen) select t, ? from unnest(?::text[]) as t"
                        + " order by t on conflict (type) do update set first_seen = work_type.first_seen",
                now,
                hello.types());
        before.filter(other -> !other.instance().equals(instance))
                .ifPresent(other ->
                        lostWorkers.died(name, other.instance(), "The worker " + name + " was started anew.", changes));
        hello.types().forEach(changes::roomFor);
        // A renewed lease needs no new alarm: whoever looks at the end of the old one finds the new one.
        changes.due(leaseUntil.plus(LostWorkers.GRACE)).workers();
        return known.get(0);
    }

    /** A worker goes in good order. A goodbye of an earlier start changes nothing. */
    public void bye(String name, UUID instance, Changes changes) {
        int gone = database.update(
                "update worker set state = 'GONE', last_seen = ? where name = ? and instance = ? and state = 'LIVE'",
                clock.instant(),
                name,
                instance);
        if (gone > 0) {
            changes.workers();
            lostWorkers.went(name, instance, "The worker " + name + " went.", changes);
        }
    }

    private Optional<Before> before(String name) {
        List<Before> found = database.list(
                "select instance, state from worker where name = ? for update",
                row -> new Before(row.uuid("instance"), row.constant("state", WorkerState.class)),
                name);
        return found.stream().findFirst();
    }
}
