package org.jobyard.persistence;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jobyard.platform.Setting;
import org.jobyard.platform.Settings;

/**
 * Counts what is asked of the database by use case, and logs what took long, without its values. The use case of a
 * transaction is found once, at its first statement: the outermost class of the core on the stack. Thread-safe.
 */
@ApplicationScoped
public class Statements implements StatementWatch {
    private static final Logger LOG = Logger.getLogger(Statements.class.getName());
    private static final String KEY = Statements.class.getName();

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    private TransactionSynchronizationRegistry transactions;

    private Settings settings;

    private final Map<String, Tally> tallies = new ConcurrentHashMap<>();
    private final List<Consumer<String>> watchers = new CopyOnWriteArrayList<>();
    private volatile long slowNanos;

    /** For the container. */
    public Statements() {}

    Statements(TransactionSynchronizationRegistry transactions, Settings settings) {
        this.transactions = transactions;
        this.settings = settings;
    }

    @Inject
    void configuredBy(Settings found) {
        settings = found;
    }

    /**
     * What a use case asked of the database since the start.
     *
     * @param statements how many statements
     * @param seconds how long they took together
     * @param commits how many transactions that it began to use the database in were committed; a statement outside of any
     *     is one
     * @param rollbacks how many were rolled back
     */
    public record Counts(long statements, double seconds, long commits, long rollbacks) {}

    private static final class Tally {
        private final LongAdder statements = new LongAdder();
        private final LongAdder nanos = new LongAdder();
        private final LongAdder commits = new LongAdder();
        private final LongAdder rollbacks = new LongAdder();
    }

    /** The counts of a use case; zeros when it has asked nothing yet. */
    public Counts of(String useCase) {
        Tally tally = tallies.getOrDefault(useCase, new Tally());
        return new Counts(tally.statements.sum(), tally.nanos.sum() / 1e9, tally.commits.sum(), tally.rollbacks.sum());
    }

    /** Tells each use case that has asked something, now and when it first does. */
    public void eachUseCase(Consumer<String> watcher) {
        watchers.add(watcher);
        tallies.keySet().forEach(watcher);
    }

    @Override
    public void done(String sql, Object[] parameters, long nanos) {
        Tally tally = tally();
        tally.statements.increment();
        tally.nanos.add(nanos);
        if (nanos >= slowNanos()) {
            LOG.log(Level.WARNING, "A statement took {0} ms: {1} {2}", new Object[] {
                Duration.ofNanos(nanos).toMillis(), sql.strip().replaceAll("\\s+", " "), Masked.of(parameters)
            });
        }
    }

    private long slowNanos() {
        if (slowNanos == 0) {
            slowNanos = settings.duration(Setting.DB_SLOW).toNanos();
        }
        return slowNanos;
    }

    private Tally tally() {
        if (transactions.getTransactionKey() == null) {
            Tally tally = named(UseCases.present());
            tally.commits.increment();
            return tally;
        }
        if (transactions.getResource(KEY) instanceof Tally known) {
            return known;
        }
        Tally tally = named(UseCases.present());
        if (transactions.getTransactionStatus() == Status.STATUS_ACTIVE) {
            transactions.putResource(KEY, tally);
            transactions.registerInterposedSynchronization(new End(tally));
        }
        return tally;
    }

    private Tally named(String useCase) {
        Tally known = tallies.get(useCase);
        if (known != null) {
            return known;
        }
        Tally fresh = new Tally();
        Tally first = tallies.putIfAbsent(useCase, fresh);
        if (first != null) {
            return first;
        }
        watchers.forEach(watcher -> watcher.accept(useCase));
        return fresh;
    }

    private record End(Tally tally) implements Synchronization {
        @Override
        public void beforeCompletion() {
            // Only the end matters.
        }

        @Override
        public void afterCompletion(int status) {
            (status == Status.STATUS_COMMITTED ? tally.commits : tally.rollbacks).increment();
        }
    }
}
