package org.jobyard.schedule;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jobyard.messaging.Notification;
import org.jobyard.platform.Setting;
import org.jobyard.platform.Settings;

/**
 * This node's one timer. It is armed for the earliest thing that is due anywhere, re-armed when something earlier
 * appears, and reads the database only when it fires, at most a safety interval apart. Thread-safe.
 */
@ApplicationScoped
public class DueTimer {
    private static final Logger LOG = Logger.getLogger(DueTimer.class.getName());
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(20);
    private static final int MOST_DOUBLINGS = 6;
    /** The timer itself is not so late: the clock was put forward, or nothing of this node ran. */
    private static final Duration LATE = Duration.ofSeconds(5);

    private ScheduledExecutorService scheduler;

    @Inject
    DueWork dueWork;

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    private final ReentrantLock running = new ReentrantLock();
    private boolean open;
    private ScheduledFuture<?> armed;
    private Instant armedFor;
    private Instant sweptAt = Instant.MIN;
    private int failures;

    /** For the container. */
    protected DueTimer() {}

    /** On a scheduler of the caller's. */
    DueTimer(ScheduledExecutorService scheduler) {
        this.scheduler = scheduler;
    }

    @Resource
    void setScheduler(ManagedScheduledExecutorService managed) {
        scheduler = managed;
    }

    /** Begins: does at once what became due while nobody looked. */
    public synchronized void open() {
        open = true;
        armBy(clock.instant());
    }

    /** Fires no more. What runs is finished. */
    @PreDestroy
    public synchronized void close() {
        open = false;
        if (armed != null) {
            armed.cancel(false);
        }
    }

    /** The same, and waits until what runs is finished, but not longer than that. An interrupt ends the wait, and stays. */
    public void close(Duration patience) {
        close();
        try {
            if (running.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                running.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void onNotification(@Observes Notification notification) {
        if (notification.due() != null) {
            Instant now = clock.instant();
            armBy(notification.due().isBefore(now) ? now : notification.due());
        }
    }

    private synchronized void armBy(Instant at) {
        Instant now = clock.instant();
        // What it is armed for is past when the clock was put forward meanwhile: the wait goes by another clock.
        boolean inTime = armedFor != null && armedFor.isAfter(now) && !at.isBefore(armedFor);
        if (!open || inTime) {
            return;
        }
        Instant earliest = armedFor != null && armedFor.isBefore(at) ? armedFor : at;
        if (armed != null) {
            armed.cancel(false);
        }
        armedFor = earliest;
        // A millisecond more, because the wait is counted in whole ones.
        long wait = Math.max(0, Duration.between(now, earliest).toMillis() + 1);
        armed = scheduler.schedule(this::fire, wait, TimeUnit.MILLISECONDS);
    }

    private void fire() {
        // Before it waits for one that runs, which makes nothing late.
        boolean late = isLate();
        running.lock();
        try {
            synchronized (this) {
                if (!open) {
                    return;
                }
                armed = null;
                armedFor = null;
            }
            armBy(work(late));
        } finally {
            running.unlock();
        }
    }

    private synchronized boolean isLate() {
        return armedFor != null && armedFor.isBefore(clock.instant().minus(LATE));
    }

    /** When to look again. Leases have ended by a clock that was put forward, though nobody was silent. */
    private Instant work(boolean late) {
        Duration safety = settings.duration(Setting.SAFETY_READ);
        try {
            if (late || failures > 0 || sweptAt.equals(Instant.MIN)) {
                dueWork.excuseWorkers();
            }
            if (dueWork.next().filter(due -> !due.isAfter(clock.instant())).isPresent()) {
                dueWork.run();
            }
            if (isSweepDue(clock.instant(), safety)) {
                dueWork.sweep();
                sweptAt = clock.instant();
            }
            failures = 0;
            Instant latest = clock.instant().plus(safety);
            Instant next = dueWork.next().filter(due -> due.isBefore(latest)).orElse(latest);
            // What is due already is in another transaction's hands; it needs a moment.
            Instant soonest = clock.instant().plus(SHORTEST_PAUSE);
            return next.isBefore(soonest) ? soonest : next;
        } catch (RuntimeException e) {
            Duration pause = FIRST_RETRY.multipliedBy(1L << Math.min(failures++, MOST_DOUBLINGS));
            LOG.log(Level.WARNING, e, () -> "What is due could not be done; tried again in " + pause);
            return clock.instant().plus(pause);
        }
    }

    /** Also when the last one seems to lie ahead, because the clock was set back. */
    private boolean isSweepDue(Instant now, Duration safety) {
        return sweptAt.isBefore(now.minus(safety)) || sweptAt.isAfter(now);
    }
}
