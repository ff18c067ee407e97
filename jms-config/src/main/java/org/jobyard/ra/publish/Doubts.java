package org.jobyard.ra.publish;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jobyard.ra.store.IntentStore;
import org.jobyard.ra.store.Unsettled;

/**
 * Transactions that the transaction manager reports as ended and whose intent cannot be read: either the database could
 * not be told, or is still at work on the commit, or the branch was rolled back. Used by the publishing thread only.
 */
final class Doubts {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final IntentStore store;
    private final Unsettled unsettled;
    private final Map<Work, Instant> next = new HashMap<>();
    private Set<String> prepared = Set.of();
    private Set<Long> running = Set.of();

    Doubts(IntentStore store, Unsettled unsettled) {
        this.store = store;
        this.unsettled = unsettled;
    }

    /**
     * Looks again at transactions whose intent could not be read. The order matters: if the database does not work on it, no
     * branch of it is prepared, and the intent cannot be read after that, the transaction has been rolled back.
     */
    void look(Map<UUID, Work> unproven) throws SQLException {
        running = store.running(unproven.values().stream()
                .filter(work -> work.end() != null)
                .map(work -> work.end().databaseTransaction())
                .toList());
        prepared = unsettled.inDoubt(transactions(unproven.values()));
        store.committed(unproven.keySet()).forEach(id -> unproven.get(id).prove());
    }

    private static Set<String> transactions(Collection<Work> works) {
        return works.stream()
                .filter(work -> work.end() != null)
                .map(work -> work.end().transaction())
                .collect(Collectors.toSet());
    }

    /**
     * Whether a transaction that is still without proof stays in doubt: then its branch, if it is prepared, is settled, and it comes
     * again with {@link #due}.
     */
    boolean keep(Work work, Instant now) {
        Work.End end = work.end();
        if (end == null) {
            return false;
        }
        if (prepared.contains(end.transaction())) {
            unsettled.add(end.transaction(), end.committed());
        } else if (!running.contains(end.databaseTransaction())) {
            return false;
        }
        next.put(work, now.plus(PAUSE));
        return true;
    }

    /** Takes those that are to be looked at again. */
    List<Work> due(Instant now) {
        List<Work> due = new ArrayList<>();
        for (Iterator<Map.Entry<Work, Instant>> each = next.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<Work, Instant> doubt = each.next();
            if (!now.isBefore(doubt.getValue())) {
                due.add(doubt.getKey());
                each.remove();
            }
        }
        return due;
    }

    boolean isEmpty() {
        return next.isEmpty();
    }
}
