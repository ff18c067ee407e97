package org.jobyard.figures;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.jobyard.persistence.Database;

/**
 * Adds up what was counted, notes the backlogs, and deletes what nobody shows any more. Each method is a transaction of its
 * own; any node may call them at any time, as often as it likes.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class KeepFigures {
    private static final int BATCH = 10_000;
    private static final Duration LATELY = Duration.ofMinutes(20);
    private static final Duration BACKLOG_KEPT = Duration.ofDays(8);

    // Rows are written in one order, so that two nodes that add to the same ones do not wait for each other in a
    // circle.
    private static final String FOLD = """
            with taken as (
                delete from tally_entry where id in (
                    select id from tally_entry order by id limit ? for update skip locked)
                returning at, tenant, type, figure, bin, number),
            added as (
                insert into tally as t (tenant, seconds, at, type, figure, bin, number)
                select tenant, seconds, date_bin(make_interval(secs => seconds), at, 'epoch'::timestamptz) as slice,
                    type, figure, bin, sum(number)
                from taken cross join unnest(?::int[]) as s (seconds)
                group by tenant, seconds, slice, type, figure, bin
                order by tenant, seconds, slice, type, figure, bin
                on conflict (tenant, seconds, at, type, figure, bin) do update set number = t.number + excluded.number)
            select count(*) as entries from taken
            """;

    @Inject
    Database database;

    @Inject
    Clock clock;

    /**
     * Adds up a batch of what was counted.
     *
     * @return true when there may be more
     */
    public boolean fold() {
        List<Integer> seconds = Arrays.stream(Span.values())
                .map(span -> (int) span.slice().toSeconds())
                .toList();
        return database.first(FOLD, row -> row.number("entries"), BATCH, seconds)
                .filter(entries -> entries == BATCH)
                .isPresent();
    }

    /** Notes how many jobs of each type wait for workers, and of which none wait any more. */
    public void noteBacklog() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        database.update("""
                insert into backlog (tenant, type, at, waiting)
                select tenant, type, ?, count(*) from job where state = 'WAITING' and name_place is null
                group by tenant, type
                union all
                select distinct tenant, type, ?::timestamptz, 0 from backlog b where at >= ? and waiting > 0 and not exists (
                    select from job j where j.tenant = b.tenant and j.type = b.type
                        and j.state = 'WAITING' and j.name_place is null)
                order by tenant, type on conflict do nothing
                """, now, now, now.minus(LATELY));
    }

    /** Deletes what is older than anybody shows. */
    public void forget() {
        Instant now = clock.instant();
        for (Span span : Span.values()) {
            database.update(
                    "delete from tally where seconds = ? and at < ?",
                    span.slice().toSeconds(),
                    now.minus(span.kept()));
        }
        database.update("delete from backlog where at < ?", now.minus(BACKLOG_KEPT));
    }
}
