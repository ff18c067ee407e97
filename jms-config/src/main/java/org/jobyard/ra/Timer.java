package org.jobyard.ra;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs short tasks later, on threads of its own. A task that throws is logged and harms no other. */
public final class Timer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Timer.class.getName());

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(2, task -> {
        Thread thread = new Thread(task, "jobyard-messaging-timer");
        thread.setDaemon(true);
        return thread;
    });

    /** Runs a task once after a pause; never when closed before. */
    @SuppressWarnings("FutureReturnValueIgnored") // the task itself catches and logs whatever it throws
    public void later(Duration pause, Runnable task) {
        try {
            executor.schedule(guarded(task), pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.FINE, "The adapter is stopping", e);
        }
    }

    /** Runs a task again and again, with a pause between, until closed. */
    @SuppressWarnings("FutureReturnValueIgnored") // as above
    public void always(Duration pause, Runnable task) {
        executor.scheduleWithFixedDelay(guarded(task), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.log(Level.SEVERE, "A task of the messaging failed", e);
            }
        };
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
