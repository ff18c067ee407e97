package org.jobyard.schedule;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jobyard.persistence.Database;

/** Schedules in the database. Everything here needs a transaction of the caller's. Rows of schedules are locked before those of jobs. */
@ApplicationScoped
class ScheduleStore {
    /** Most schedules claimed at once. */
    static final int BATCH = 100;

    private static final String COLUMNS =
            "id, tenant, owner, name, cron, zone, interval_ms, starts_at, ends_at, missed,"
                    + " catch_up_ms, overlap, job, paused_at, missed_before, next_at";

    @Inject
    Database database;

    /** Locks schedules that are due, the earliest first; those that another transaction holds are passed over. */
    List<Schedule> claimDue(Instant now) {
        return database.list(
                "select " + COLUMNS + " from schedule where due_at <= ? order by due_at limit ? for update skip locked",
                Schedule::read,
                now,
                BATCH);
    }

    /** Locks those schedules of which slots can wait for a run to end. */
    List<Schedule> lockQueueing(Collection<UUID> ids) {
        return database.list(
                "select " + COLUMNS + " from schedule where id = any(?) and paused_at is null"
                        + " and (overlap in ('QUEUE', 'CANCEL_RUNNING') or exists (select from schedule_slot q"
                        + " where q.schedule_id = schedule.id and q.outcome = 'QUEUED')) order by id for update",
                Schedule::read,
                ids);
    }

    /** Locks a schedule of a tenant. */
    Optional<Schedule> lock(String tenant, UUID id) {
        return database.first(
                "select " + COLUMNS + " from schedule where id = ? and tenant = ? for update",
                Schedule::read,
                id,
                tenant);
    }

    /** The schedules that have slots waiting. */
    List<UUID> withQueued() {
        return database.list(
                "select distinct schedule_id from schedule_slot where outcome = 'QUEUED'",
                row -> row.uuid("schedule_id"));
    }

    /** Inserts a schedule; false when its name is taken. */
    boolean insert(Schedule schedule, Instant now) {
        return database.update(
                        "insert into schedule (" + COLUMNS + ", due_at, created_at, changed_at)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?)"
                                + " on conflict (tenant, name) do nothing",
                        with(
                                List.of(schedule.id(), schedule.tenant(), schedule.owner()),
                                settings(schedule),
                                times(schedule, now),
                                List.of(now)))
                == 1;
    }

    /** Writes all that can change of a locked schedule; false when its name is another's. */
    boolean update(Schedule schedule, Instant now) {
        return database.update(
                        "update schedule s set name = ?, cron = ?, zone = ?, interval_ms = ?, starts_at = ?, ends_at = ?,"
                                + " missed = ?, catch_up_ms = ?, overlap = ?, job = ?::jsonb, paused_at = ?,"
                                + " missed_before = ?, next_at = ?, due_at = ?, changed_at = ? where id = ?"
                                + " and not exists (select from schedule o where o.tenant = s.tenant and o.name = ?"
                                + " and o.id <> s.id)",
                        with(settings(schedule), times(schedule, now), List.of(schedule.id(), schedule.name())))
                == 1;
    }

    /** Names who paused a locked schedule; null: nobody. */
    void pausedBy(UUID id, String user) {
        database.update("update schedule set paused_by = ? where id = ?", user, id);
    }

    /** Deletes a schedule and what became of its slots; its jobs stay. */
    void delete(UUID id) {
        database.update("delete from schedule where id = ?", id);
    }

    /** Moves locked schedules on to their next slots; null: there is none. */
    void advance(Map<UUID, Instant> next) {
        if (!next.isEmpty()) {
            database.update(
                    "update schedule s set next_at = t.at, due_at = case when s.paused_at is null then t.at end"
                            + " from unnest(?::uuid[], ?::timestamptz[]) as t (id, at) where s.id = t.id",
                    next.keySet(),
                    new ArrayList<>(next.values()));
        }
    }

    private static List<Object> settings(Schedule schedule) {
        List<Object> values = new ArrayList<>();
        values.add(schedule.name());
        values.add(schedule.times().cron());
        values.add(schedule.times().zone());
        values.add(
                schedule.times().interval() == null
                        ? null
                        : schedule.times().interval().toMillis());
        values.add(schedule.times().startsAt());
        values.add(schedule.times().endsAt());
        values.add(schedule.policies().missed());
        values.add(schedule.policies().catchUp().toMillis());
        values.add(schedule.policies().overlap());
        values.add(schedule.job());
        return values;
    }

    private static List<Object> times(Schedule schedule, Instant now) {
        List<Object> values = new ArrayList<>();
        values.add(schedule.pausedAt());
        values.add(schedule.missedBefore());
        values.add(schedule.nextAt());
        values.add(schedule.isPaused() ? null : schedule.nextAt());
        values.add(now);
        return values;
    }

    @SafeVarargs
    private static Object[] with(List<Object>... parts) {
        List<Object> all = new ArrayList<>();
        for (List<Object> part : parts) {
            all.addAll(part);
        }
        return all.toArray();
    }
}
