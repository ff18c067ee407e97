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
 * not be told, or the branch was rolled back. Used by the publishing thread only.
 */
final class Doubts {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final IntentStore store;
    private final Unsettled unsettled;
    private final Map<Work, Instant> next = new HashMap<>();
    private Set<String> prepared = Set.of();

    Doubts(IntentStore store, Unsettled unsettled) {
        this.store = store;
        this.unsettled = unsettled;
    }

    /**
     * Looks again at transactions whose intent could not be read. The order matters: if no branch of it is prepared and the
     * intent cannot be read after that, the transaction has been rolled back.
     */
    void look(Map<UUID, Work> unproven) throws SQLException {
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
     * Whether a transaction that is still without proof stays in doubt: then its branch is settled, and it comes again with
     * {@link #due}.
     */
    boolean keep(Work work, Instant now) {
        Work.End end = work.end();
        boolean inDoubt = end != null && prepared.contains(end.transaction());
        if (inDoubt) {
            unsettled.add(end.transaction(), end.committed());
            next.put(work, now.plus(PAUSE));
        }
        return inDoubt;
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
