package org.jobyard.retention;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Deletes what is old, step by step, on a thread of its own: after each step it leaves the database to the others for as long as the
 * step took. Nothing depends on what it remembers, so it may end at any instant; any number of nodes may do it at once. Thread-safe.
 */
@ApplicationScoped
public class Retention {
    private static final Duration BETWEEN = Duration.ofHours(1);
    private static final Logger LOG = Logger.getLogger(Retention.class.getName());

    private ScheduledExecutorService scheduler;

    @Inject
    DeleteOldJobs jobs;

    @Inject
    DeleteFiles files;

    @Inject
    DeleteOldRecords records;

    @Inject
    Clock clock;

    private final Deque<DeleteOldJobs.Cutoff> old = new ArrayDeque<>();
    private Instant beganAt = Instant.MIN;
    private ScheduledFuture<?> next;
    private boolean running;
    private boolean closed;

    @Resource
    void setScheduler(ManagedScheduledExecutorService managed) {
        scheduler = managed;
    }

    /** Begins, unless it is at it or has been in the last hour: the timer's safety read calls it. */
    public synchronized void begin() {
        Instant now = clock.instant();
        // Also when the last time seems to lie ahead, because the clock was set back.
        boolean lately = beganAt.isAfter(now.minus(BETWEEN)) && !beganAt.isAfter(now);
        if (!running && !closed && !lately) {
            running = true;
            beganAt = now;
            scheduler.execute(this::first);
        }
    }

    /** Ends after the present step. */
    @PreDestroy
    synchronized void close() {
        closed = true;
        if (next != null) {
            next.cancel(false);
        }
    }

    private void first() {
        run(() -> {
            old.clear();
            old.addAll(jobs.cutoffs());
            return true;
        });
    }

    private void run(BooleanSupplier step) {
        long began = System.nanoTime();
        boolean more = false;
        try {
            more = step.getAsBoolean();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "What is old could not be deleted; tried again later", e);
            more = !old.isEmpty();
        }
        goOn(more, System.nanoTime() - began);
    }

    private synchronized void goOn(boolean more, long pauseNanos) {
        running = more && !closed;
        if (running) {
            next = scheduler.schedule(() -> run(this::step), pauseNanos, TimeUnit.NANOSECONDS);
        }
    }

    /** A batch of each kind; true when there may be more. The steps come one after the other, though on any thread. */
    private boolean step() {
        DeleteOldJobs.Cutoff oldest = old.poll();
        // What fails is not tried again before the next hour, and holds up none of the others.
        if (oldest != null && jobs.delete(oldest)) {
            old.addFirst(oldest);
        }
        boolean more = records.delete();
        more |= files.delete();
        // Once more after the last batch, for its files.
        return more || oldest != null;
    }
}
