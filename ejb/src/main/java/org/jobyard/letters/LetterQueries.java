package org.jobyard.letters;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jobyard.persistence.Database;
import org.jobyard.platform.Cursor;
import org.jobyard.platform.JobyardException;
import org.jobyard.security.Caller;

/** Reads dead letters; a look changes nothing. All need the role operator. */
@Stateless
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class LetterQueries {
    /** Most letters of one page. */
    public static final int PAGE_MAX = 200;

    @Inject
    Database database;

    /**
     * A page of letters, newest first.
     *
     * @param cursor the {@code next} of the page before; null for the first page
     * @param limit most letters wanted, from 1; more than {@link #PAGE_MAX} are never given
     * @throws JobyardException INVALID when the cursor is none, FORBIDDEN
     */
    public LetterPage list(Caller caller, LetterFilter filter, String cursor, int limit) {
        int most = Math.max(1, Math.min(limit, PAGE_MAX));
        List<Object> values = new ArrayList<>(Arrays.asList(LetterRows.eyes(caller)));
        StringBuilder sql = new StringBuilder(
                "select " + LetterRows.SUMMARY_COLUMNS + " from dead_letter where " + LetterRows.VISIBLE);
        add(sql, " and kind = ?", filter.kind(), values);
        add(sql, " and routing_key = ?", filter.routingKey(), values);
        add(sql, " and id < ?", Cursor.read(cursor), values);
        values.add(most + 1);
        List<LetterSummary> found =
                database.list(sql + " order by id desc limit ?", LetterRows::summary, values.toArray());
        boolean more = found.size() > most;
        List<LetterSummary> page = more ? List.copyOf(found.subList(0, most)) : found;
        return new LetterPage(page, more ? Cursor.of(page.get(most - 1).id()) : null);
    }

    private static void add(StringBuilder sql, String condition, Object value, List<Object> values) {
        if (value != null) {
            sql.append(condition);
            values.add(value);
        }
    }

    /** A letter; empty when the caller sees none of that id. */
    public Optional<LetterDetails> find(Caller caller, UUID id) {
        Object[] eyes = LetterRows.eyes(caller);
        return database.first(
                "select " + LetterRows.DETAIL_COLUMNS + " from dead_letter where " + LetterRows.VISIBLE + " and id = ?",
                LetterRows::details,
                eyes[0],
                eyes[1],
                eyes[2],
                id);
    }

    /** The whole body of a letter; empty when the caller sees none of that id. */
    public Optional<byte[]> body(Caller caller, UUID id) {
        Object[] eyes = LetterRows.eyes(caller);
        return database.first(
                "select body from dead_letter where " + LetterRows.VISIBLE + " and id = ?",
                row -> row.bytes("body"),
                eyes[0],
                eyes[1],
                eyes[2],
                id);
    }

    /** How many letters the caller sees. */
    public long count(Caller caller) {
        return database.first(
                        "select count(*) as letters from dead_letter where " + LetterRows.VISIBLE,
                        row -> row.number("letters"),
                        LetterRows.eyes(caller))
                .orElse(0L);
    }

    /** How many there are of each kind, of all tenants: a figure of the service, which tells nothing of a tenant. */
    public Map<LetterKind, Long> counts() {
        record Count(LetterKind kind, long letters) {}
        Map<LetterKind, Long> counts = new EnumMap<>(LetterKind.class);
        for (LetterKind kind : LetterKind.values()) {
            counts.put(kind, 0L);
        }
        database.list(
                        "select kind, count(*) as letters from dead_letter group by kind",
                        row -> new Count(row.constant("kind", LetterKind.class), row.number("letters")))
                .forEach(count -> counts.put(count.kind(), count.letters()));
        return counts;
    }
}
