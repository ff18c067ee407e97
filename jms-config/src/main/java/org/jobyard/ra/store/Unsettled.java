package org.jobyard.ra.store;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Transactions that have ended in this process, and whose branch may still be prepared because the database died, or was
 * cut off, before it could be told. The transaction manager has given them up and nobody else may decide about them yet,
 * while their locks hold up others: so they are carried out as they were decided, as soon as the database answers.
 * Thread-safe.
 *
 * <p>Only what was added here is touched, so never a branch of a transaction that still runs.
 */
public final class Unsettled {
    private static final Logger LOG = Logger.getLogger(Unsettled.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** A database that lost the connection, not its life, may prepare the branch a little later. */
    private static final Duration SURELY_SEEN = Duration.ofSeconds(10);

    private record End(boolean committed, Instant since) {}

    private final InDoubtBranches branches;
    private final Clock clock;
    private final BiConsumer<Duration, Runnable> later;
    private final Map<String, End> ended = new HashMap<>();
    private boolean looking;

    /** With what runs a task after a pause, in a thread without a transaction. */
    public Unsettled(InDoubtBranches branches, Clock clock, BiConsumer<Duration, Runnable> later) {
        this.branches = branches;
        this.clock = clock;
        this.later = later;
    }

    /**
     * Has a transaction's branch settled, if there is one; returns at once. Repeated calls change nothing.
     *
     * @param transaction the transaction's global id as in the name of its branch
     * @param committed how it was decided
     */
    public synchronized void add(String transaction, boolean committed) {
        ended.putIfAbsent(transaction, new End(committed, clock.instant()));
        if (!looking) {
            looking = true;
            later.accept(Duration.ZERO, this::look);
        }
    }

    /** Which of the transactions have a prepared branch. */
    public Set<String> inDoubt(Set<String> transactions) throws SQLException {
        return branches.of(transactions).keySet();
    }

    private void look() {
        Map<String, End> asked;
        synchronized (this) {
            asked = Map.copyOf(ended);
        }
        try {
            Instant now = clock.instant();
            Map<String, List<String>> prepared = branches.of(asked.keySet());
            prepared.forEach((transaction, gids) -> gids.forEach(
                    gid -> branches.settle(gid, asked.get(transaction).committed())));
            synchronized (this) {
                ended.entrySet()
                        .removeIf(end -> !prepared.containsKey(end.getKey())
                                && end.getValue().since().plus(SURELY_SEEN).isBefore(now));
            }
        } catch (SQLException e) {
            LOG.log(Level.INFO, "The database cannot be asked for branches in doubt yet: {0}", e.getMessage());
        } finally {
            lookAgain();
        }
    }

    private synchronized void lookAgain() {
        looking = !ended.isEmpty();
        if (looking) {
            later.accept(PAUSE, this::look);
        }
    }
}
