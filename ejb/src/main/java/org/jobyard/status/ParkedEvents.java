package org.jobyard.status;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jobyard.dispatch.ChangeWriter;
import org.jobyard.dispatch.Changes;
import org.jobyard.messaging.DeadLetters;
import org.jobyard.messaging.Incoming;
import org.jobyard.messaging.JsonColumns;
import org.jobyard.persistence.Database;
import org.jobyard.persistence.Row;
import org.jobyard.platform.Ids;
import org.jobyard.platform.Setting;
import org.jobyard.platform.Settings;
import org.jobyard.sdk.message.Queues;

/**
 * Keeps events of jobs that are not known, and tries them again: their job may be in a transaction that has not ended,
 * or in a database that was restored. Given up after a time, into the dead letters.
 */
@Stateless
public class ParkedEvents {
    private static final int BATCH = 100;
    private static final String CORRELATION = "correlation_id";

    private record Parked(UUID id, Instant parkedAt, int tries, Incoming message) {
        static Parked read(Row row) throws SQLException {
            Map<String, String> headers = new LinkedHashMap<>();
            JsonColumns.object(row.text("headers"))
                    .properties()
                    .forEach(header ->
                            headers.put(header.getKey(), header.getValue().asText()));
            String correlation = headers.remove(CORRELATION);
            return new Parked(
                    row.uuid("id"),
                    row.instant("parked_at"),
                    row.integer("tries"),
                    new Incoming(null, correlation, null, headers, row.bytes("body")));
        }
    }

    @Inject
    Database database;

    @Inject
    ApplyEvents applyEvents;

    @Inject
    ChangeWriter writer;

    @Inject
    Settings settings;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    /** Keeps events in the present transaction. */
    public void park(List<Incoming> unknown) {
        Instant now = clock.instant();
        Changes changes = new Changes();
        for (Incoming message : unknown) {
            Map<String, Object> headers = new LinkedHashMap<>(message.headers());
            if (message.correlationId() != null) {
                headers.put(CORRELATION, message.correlationId());
            }
            database.update(
                    "insert into parked_event (id, parked_at, retry_at, headers, body) values (?, ?, ?, ?::jsonb, ?)",
                    ids.next(),
                    now,
                    now.plus(delay(0)),
                    JsonColumns.text(headers),
                    message.body());
            changes.due(now.plus(delay(0))).count("events_parked");
        }
        writer.write(changes);
    }

    /**
     * Tries those again whose time has come, in a transaction of its own.
     *
     * @return true when there may be more
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public boolean retry() {
        Instant now = clock.instant();
        List<Parked> due = database.list(
                "select * from parked_event where retry_at <= ? order by id limit ? for update skip locked",
                Parked::read,
                now,
                BATCH);
        if (due.isEmpty()) {
            return false;
        }
        List<Incoming> unknown =
                applyEvents.apply(due.stream().map(Parked::message).toList());
        List<UUID> done = new ArrayList<>();
        Changes changes = new Changes();
        for (Parked parked : due) {
            boolean old = parked.parkedAt()
                    .plus(settings.duration(Setting.PARKED_FOR))
                    .isBefore(now);
            boolean stillUnknown = unknown.contains(parked.message());
            if (stillUnknown && !old) {
                database.update(
                        "update parked_event set tries = tries + 1, retry_at = ? where id = ?",
                        now.plus(delay(parked.tries() + 1)),
                        parked.id());
                continue;
            }
            if (stillUnknown) {
                changes.send(DeadLetters.of(parked.message(), Queues.EVENTS, "no job of that id is known", now));
            }
            done.add(parked.id());
        }
        database.update("delete from parked_event where id = any(?::uuid[])", done);
        writer.write(changes);
        return due.size() == BATCH;
    }

    private static Duration delay(int tries) {
        return Duration.ofSeconds(Math.min(60, 1L << Math.min(tries, 6)));
    }
}
