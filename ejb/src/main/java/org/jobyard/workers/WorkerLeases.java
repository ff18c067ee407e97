package org.jobyard.workers;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jobyard.dispatch.Changes;
import org.jobyard.messaging.JsonColumns;
import org.jobyard.persistence.Database;
import org.jobyard.sdk.message.WorkerHello;

/** What hellos and goodbyes do. Needs a transaction of the caller's. Worker rows are locked before those of jobs. */
@ApplicationScoped
public class WorkerLeases {
    private record Before(UUID instance, WorkerState state) {}

    @Inject
    Database database;

    @Inject
    LostWorkers lostWorkers;

    @Inject
    Clock clock;

    /** A worker says who it is. A heartbeat that says nothing new is one statement. */
    public void hello(String name, UUID instance, WorkerHello hello, Changes changes) {
        Instant now = clock.instant();
        Instant leaseUntil = now.plus(Duration.ofSeconds(hello.leaseSeconds()));
        int renewed = database.update(
                "update worker set last_seen = ?, lease_until = ? where name = ? and instance = ? and state = 'LIVE'"
                        + " and types = ? and capacity = ?",
                now,
                leaseUntil,
                name,
                instance,
                hello.types(),
                hello.capacity());
        if (renewed == 0) {
            arrive(name, instance, hello, leaseUntil, changes);
        }
    }

    private void arrive(String name, UUID instance, WorkerHello hello, Instant leaseUntil, Changes changes) {
        Optional<Before> before = before(name);
        Instant now = clock.instant();
        database.update(
                """
                insert into worker (name, instance, types, capacity, software, host, labels, state, first_seen,
                    last_seen, lease_until)
                values (?, ?, ?, ?, ?, ?, ?::jsonb, 'LIVE', ?, ?, ?)
                on conflict (name) do update set instance = excluded.instance, types = excluded.types,
                    capacity = excluded.capacity, software = excluded.software, host = excluded.host,
                    labels = excluded.labels, state = 'LIVE', last_seen = excluded.last_seen,
                    lease_until = excluded.lease_until
                """,
                name,
                instance,
                hello.types(),
                hello.capacity(),
                hello.software(),
                hello.host(),
                JsonColumns.text(hello.labels()),
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
        changes.due(leaseUntil.plus(LostWorkers.GRACE));
    }

    /** A worker goes in good order. A goodbye of an earlier start changes nothing. */
    public void bye(String name, UUID instance, Changes changes) {
        int gone = database.update(
                "update worker set state = 'GONE', last_seen = ? where name = ? and instance = ? and state = 'LIVE'",
                clock.instant(),
                name,
                instance);
        if (gone > 0) {
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
