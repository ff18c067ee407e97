package org.jobyard.ra.publish;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jobyard.ra.store.InDoubtBranches;
import org.jobyard.ra.store.IntentStore;

/**
 * Transactions that the transaction manager reports as ended and whose intent cannot be read: either the database's
 * second phase is still to come, or the branch was rolled back. Used by the publishing thread only.
 */
final class Doubts {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final IntentStore store;
    private final InDoubtBranches branches;
    private final Map<Work, Instant> next = new HashMap<>();
    private boolean branchesLeft;

    Doubts(IntentStore store, InDoubtBranches branches) {
        this.store = store;
        this.branches = branches;
    }

    /**
     * Looks again at transactions whose intent could not be read. The order matters: if no branch is prepared and the
     * intent cannot be read after that, the transaction has been rolled back.
     */
    void look(Map<UUID, Work> unproven) throws SQLException {
        branchesLeft = branches.olderThan(Duration.ZERO) > 0;
        store.committed(unproven.keySet()).forEach(id -> unproven.get(id).prove());
    }

    /** Whether a transaction that is still without proof stays in doubt: then it comes again with {@link #due}. */
    boolean keep(Work work, Instant now) {
        if (branchesLeft) {
            next.put(work, now.plus(PAUSE));
        }
        return branchesLeft;
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
