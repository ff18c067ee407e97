package org.jobyard.sdk.worker;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control thread: whatever changes the worker's state is done here, one after the other, so that no two of delivery,
 * command, end and reconnect ever meet. Its actions never wait for work to be done.
 */
final class Control implements AutoCloseable {
    /** Something that is to happen later. */
    @FunctionalInterface
    interface Timer {
        /** Have it not happen, unless it has already. */
        void cancel();
    }

    private static final Logger LOG = LoggerFactory.getLogger(Control.class);

    private final ScheduledThreadPoolExecutor executor;

    Control() {
        executor = new ScheduledThreadPoolExecutor(1, action -> new Thread(action, "jobyard-control"));
        executor.setRemoveOnCancelPolicy(true);
        // After the end of the worker, late calls have nothing to act on.
        executor.setRejectedExecutionHandler((action, pool) -> LOG.debug("too late: {}", action));
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    void execute(Runnable action) {
        executor.execute(guarded(action));
    }

    Timer schedule(Duration delay, Runnable action) {
        Future<?> future = executor.schedule(guarded(action), delay.toMillis(), TimeUnit.MILLISECONDS);
        return () -> future.cancel(false);
    }

    Timer repeat(Duration period, Runnable action) {
        long millis = period.toMillis();
        Future<?> future = executor.scheduleAtFixedRate(guarded(action), millis, millis, TimeUnit.MILLISECONDS);
        return () -> future.cancel(false);
    }

    /** Does it there and hands over when it is done. */
    CompletableFuture<Void> call(Runnable action) {
        return CompletableFuture.runAsync(guarded(action), executor);
    }

    @Override
    public void close() {
        executor.shutdown();
    }

    /** An exception must neither end a repetition nor vanish in a future that nobody reads. */
    private static Runnable guarded(Runnable action) {
        return () -> {
            try {
                action.run();
            } catch (RuntimeException e) {
                LOG.error("the worker's control failed", e);
            }
        };
    }
}
