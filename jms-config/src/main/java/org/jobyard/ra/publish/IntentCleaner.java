package org.jobyard.ra.publish;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jobyard.ra.store.IntentStore;
import org.jobyard.ra.xa.CrashPoint;

/**
 * Deletes the intents of finished transactions, many at a time. It may lag: an intent that outlives its transaction costs
 * at most a repeat after a crash.
 */
final class IntentCleaner implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(IntentCleaner.class.getName());
    /** How long to gather, so that a busy node deletes in bulk. */
    private static final long GATHER_MILLIS = 200;

    private static final long RETRY_MILLIS = 2_000;
    private static final int MOST = 5_000;

    private final IntentStore store;
    private final Consumer<Collection<UUID>> deleted;
    private final BlockingQueue<UUID> done = new LinkedBlockingQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "jobyard-intent-cleaner");

    IntentCleaner(IntentStore store, Consumer<Collection<UUID>> deleted) {
        this.store = store;
        this.deleted = deleted;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void done(UUID intent) {
        done.add(intent);
    }

    private void run() {
        List<UUID> batch = new ArrayList<>();
        boolean open = true;
        while (open || !done.isEmpty()) {
            try {
                if (batch.isEmpty() && open) {
                    UUID first = done.poll(1, TimeUnit.MINUTES);
                    if (first == null) {
                        continue;
                    }
                    batch.add(first);
                    open = !closed.await(GATHER_MILLIS, TimeUnit.MILLISECONDS);
                }
                done.drainTo(batch, MOST - batch.size());
                if (!delete(batch) && !open) {
                    return;
                }
            } catch (InterruptedException e) {
                // Closing: the last ones are deleted without waiting.
                open = false;
            }
        }
    }

    private boolean delete(List<UUID> batch) throws InterruptedException {
        try {
            store.delete(batch);
            deleted.accept(batch);
            batch.clear();
            CrashPoint.INTENTS_DELETED.reached();
            return true;
        } catch (SQLException e) {
            LOG.log(Level.WARNING, "Intents cannot be deleted now: {0}", e.getMessage());
            closed.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
            return false;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
        try {
            thread.join(3_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
