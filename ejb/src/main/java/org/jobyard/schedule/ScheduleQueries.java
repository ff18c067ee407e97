package org.jobyard.schedule;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jobyard.persistence.Database;
import org.jobyard.platform.Cursor;
import org.jobyard.platform.JobyardException;
import org.jobyard.schedule.times.Times;
import org.jobyard.security.Caller;
import org.jobyard.security.Role;

/** Reads schedules of the caller's tenant; another tenant's are as if they were not there. */
@Stateless
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class ScheduleQueries {
    /** Most schedules or slots of one page. */
    public static final int PAGE_MAX = 200;

    /** How many slots to come are shown. */
    public static final int PREVIEW = 20;

    @Inject
    Database database;

    @Inject
    Clock clock;

    /** A schedule; empty when the tenant has none of that id. */
    public Optional<ScheduleDetails> find(Caller caller, UUID id) {
        caller.require(Role.VIEWER);
        return database.first(
                ScheduleRows.SUMMARIES + " where s.id = ? and s.tenant = ?",
                row -> new ScheduleDetails(
                        ScheduleRows.summary(row),
                        JobTemplates.asSubmitted(row.text("job")),
                        Schedule.times(row).timetable().next(clock.instant(), PREVIEW)),
                id,
                caller.tenant());
    }

    /** The name of a schedule; empty when the tenant has none of that id. */
    public Optional<String> name(Caller caller, UUID id) {
        caller.require(Role.VIEWER);
        return database.first(
                "select name from schedule where id = ? and tenant = ?", row -> row.text("name"), id, caller.tenant());
    }

    /**
     * A page of schedules, by name.
     *
     * @param name the name contains this, in any case; null: any
     * @param cursor the {@code next} of the page before; null for the first page
     * @param limit most schedules wanted, from 1; more than {@link #PAGE_MAX} are never given
     * @throws JobyardException INVALID when the cursor is none
     */
    public SchedulePage list(Caller caller, String name, String cursor, int limit) {
        caller.require(Role.VIEWER);
        int most = Math.max(1, Math.min(limit, PAGE_MAX));
        List<ScheduleSummary> found = database.list(
                ScheduleRows.SUMMARIES
                        + " where s.tenant = ? and s.name > ? and position(lower(?) in lower(s.name)) > 0"
                        + " order by s.name limit ?",
                ScheduleRows::summary,
                caller.tenant(),
                cursor == null ? "" : Cursor.readText(cursor),
                name == null ? "" : name,
                most + 1);
        boolean more = found.size() > most;
        List<ScheduleSummary> page = more ? List.copyOf(found.subList(0, most)) : found;
        return new SchedulePage(page, more ? Cursor.ofText(page.get(most - 1).name()) : null);
    }

    /**
     * A page of what became of a schedule's slots, the latest first; empty when the tenant has no such schedule.
     *
     * @param outcome only these; null: all
     * @param cursor the {@code next} of the page before; null for the first page
     * @param limit most slots wanted, from 1; more than {@link #PAGE_MAX} are never given
     * @throws JobyardException INVALID when the cursor is none
     */
    public Optional<SlotPage> slots(Caller caller, UUID id, SlotOutcome outcome, String cursor, int limit) {
        caller.require(Role.VIEWER);
        boolean known = database.first(
                        "select 1 from schedule where id = ? and tenant = ?", row -> 1, id, caller.tenant())
                .isPresent();
        if (!known) {
            return Optional.empty();
        }
        int most = Math.max(1, Math.min(limit, PAGE_MAX));
        List<Object> values = new ArrayList<>(List.of(id));
        String sql = "select " + ScheduleRows.SLOT_COLUMNS + " from schedule_slot l where l.schedule_id = ?";
        if (outcome != null) {
            sql += " and l.outcome = ?";
            values.add(outcome);
        }
        if (cursor != null) {
            sql += " and (l.slot_at, l.by_hand) < (?, ?)";
            values.addAll(slotCursor(cursor));
        }
        values.add(most + 1);
        List<SlotView> found = database.list(
                sql + " order by l.slot_at desc, l.by_hand desc limit ?", ScheduleRows::slot, values.toArray());
        boolean more = found.size() > most;
        List<SlotView> page = more ? List.copyOf(found.subList(0, most)) : found;
        SlotView last = more ? page.get(most - 1) : null;
        return Optional.of(new SlotPage(page, last == null ? null : Cursor.ofText(last.at() + " " + last.byHand())));
    }

    /**
     * The next slots that a schedule of such times would have, at most {@link #PREVIEW}.
     *
     * @throws JobyardException INVALID with each wrong field
     */
    public List<Instant> preview(Caller caller, Times times) {
        caller.require(Role.VIEWER);
        Instant now = clock.instant();
        return times.checked(now).timetable().next(now, PREVIEW);
    }

    private static List<Object> slotCursor(String cursor) {
        try {
            String[] parts = Cursor.readText(cursor).split(" ", -1);
            if (parts.length == 2) {
                return List.of(Instant.parse(parts[0]), Boolean.valueOf(parts[1]));
            }
        } catch (DateTimeException e) {
            throw Cursor.refused(e);
        }
        throw Cursor.refused(null);
    }
}
