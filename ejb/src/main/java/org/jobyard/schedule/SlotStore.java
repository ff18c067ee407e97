package org.jobyard.schedule;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jobyard.persistence.Database;

/** What became of slots, in the database. Needs a transaction of the caller's that has locked the schedules. */
@ApplicationScoped
class SlotStore {
    /**
     * A decision as it is written.
     *
     * @param schedule of which schedule
     * @param decision what was decided
     * @param job the job that the slot became; null: none
     */
    record Entry(UUID schedule, Decision decision, UUID job) {
        /** The same slot, whose job was not taken. */
        Entry refused(String detail) {
            return new Entry(schedule, Decision.refused(decision.slot(), detail), null);
        }
    }

    @Inject
    Database database;

    /** The slots that wait, by schedule, the oldest first. */
    Map<UUID, List<Slot>> queued(Collection<UUID> schedules) {
        Map<UUID, List<Slot>> queued = new HashMap<>();
        database.list(
                "select schedule_id, slot_at, by_hand from schedule_slot"
                        + " where schedule_id = any(?) and outcome = 'QUEUED' order by slot_at, by_hand",
                row -> queued.computeIfAbsent(row.uuid("schedule_id"), id -> new ArrayList<>())
                        .add(new Slot(row.instant("slot_at"), row.flag("by_hand"), true)),
                schedules);
        return queued;
    }

    /** The runs that have not ended, by schedule. */
    Map<UUID, Set<UUID>> activeRuns(Collection<UUID> schedules) {
        Map<UUID, Set<UUID>> active = new HashMap<>();
        database.list(
                "select schedule_id, id from job where schedule_id = any(?)"
                        + " and state not in ('SUCCEEDED', 'FAILED', 'CANCELLED', 'TIMED_OUT')",
                row -> active.computeIfAbsent(row.uuid("schedule_id"), id -> new HashSet<>())
                        .add(row.uuid("id")),
                schedules);
        return active;
    }

    /** The last slot of the schedule's times that is decided. */
    Optional<Instant> last(UUID schedule) {
        return database.first(
                "select slot_at from schedule_slot where schedule_id = ? and not by_hand order by slot_at desc limit 1",
                row -> row.instant("slot_at"),
                schedule);
    }

    /**
     * Writes decisions about slots.
     *
     * @return those that were written; the others were decided already
     */
    List<Entry> write(List<Entry> entries, Instant now) {
        List<Entry> fresh = entries.stream()
                .filter(entry -> !entry.decision().slot().queued())
                .toList();
        Set<Entry> written = new HashSet<>(fresh);
        if (!fresh.isEmpty()) {
            Set<List<Object>> inserted = new HashSet<>(insert(fresh, now));
            written.removeIf(entry -> !inserted.contains(key(entry)));
        }
        for (Entry entry : entries) {
            Slot slot = entry.decision().slot();
            boolean stays = entry.decision().outcome() == SlotOutcome.QUEUED;
            if (slot.queued() && !stays && resolve(entry, now)) {
                written.add(entry);
            }
        }
        return entries.stream().filter(written::contains).toList();
    }

    private List<List<Object>> insert(List<Entry> entries, Instant now) {
        return database.list(
                """
                insert into schedule_slot (schedule_id, slot_at, by_hand, outcome, reason, detail, job_id, decided_at)
                select t.*, ? from unnest(?::uuid[], ?::timestamptz[], ?::boolean[], ?::text[], ?::text[], ?::text[],
                    ?::uuid[]) as t
                on conflict do nothing returning schedule_id, slot_at, by_hand
                """,
                row -> List.of(row.uuid("schedule_id"), row.instant("slot_at"), row.flag("by_hand")),
                now,
                entries.stream().map(Entry::schedule).toList(),
                entries.stream().map(entry -> entry.decision().slot().at()).toList(),
                entries.stream()
                        .map(entry -> String.valueOf(entry.decision().slot().byHand()))
                        .toList(),
                entries.stream().map(entry -> entry.decision().outcome()).toList(),
                column(entries.stream().map(entry -> (Object) entry.decision().reason())),
                column(entries.stream().map(entry -> (Object) entry.decision().detail())),
                column(entries.stream().map(entry -> (Object) entry.job())));
    }

    private static List<Object> column(java.util.stream.Stream<Object> values) {
        return values.collect(java.util.stream.Collectors.toCollection(ArrayList::new));
    }

    private static List<Object> key(Entry entry) {
        Slot slot = entry.decision().slot();
        return List.of(entry.schedule(), slot.at(), slot.byHand());
    }

    private boolean resolve(Entry entry, Instant now) {
        return database.update(
                        "update schedule_slot set outcome = ?, reason = ?, detail = ?, job_id = ?, decided_at = ?"
                                + " where schedule_id = ? and slot_at = ? and by_hand = ? and outcome = 'QUEUED'",
                        entry.decision().outcome(),
                        entry.decision().reason(),
                        entry.decision().detail(),
                        entry.job(),
                        now,
                        entry.schedule(),
                        entry.decision().slot().at(),
                        entry.decision().slot().byHand())
                == 1;
    }

    /** A job that was to be a slot's run was not taken. */
    void refused(UUID job, String detail) {
        database.update(
                "update schedule_slot set outcome = 'SKIPPED', reason = ?, detail = ?, job_id = null where job_id = ?",
                SkipReason.REFUSED,
                detail,
                job);
    }
}
