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
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
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

    @Resource
    private ManagedScheduledExecutorService scheduler;

    @Inject
    DueWork dueWork;

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    private final Object running = new Object();
    private boolean open;
    private ScheduledFuture<?> armed;
    private Instant armedFor;
    private Instant sweptAt = Instant.MIN;
    private int failures;

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

    void onNotification(@Observes Notification notification) {
        if (notification.due() != null) {
            armBy(notification.due());
        }
    }

    private synchronized void armBy(Instant at) {
        if (!open || (armedFor != null && !at.isBefore(armedFor))) {
            return;
        }
        if (armed != null) {
            armed.cancel(false);
        }
        armedFor = at;
        // A millisecond more, because the wait is counted in whole ones.
        long wait = Math.max(0, Duration.between(clock.instant(), at).toMillis() + 1);
        armed = scheduler.schedule(this::fire, wait, TimeUnit.MILLISECONDS);
    }

    private void fire() {
        synchronized (running) {
            synchronized (this) {
                armed = null;
                armedFor = null;
            }
            armBy(work());
        }
    }

    /** When to look again. */
    private Instant work() {
        Duration safety = settings.duration(Setting.SAFETY_READ);
        try {
            if (failures > 0 || sweptAt.equals(Instant.MIN)) {
                dueWork.excuseWorkers();
            }
            if (dueWork.next().filter(due -> !due.isAfter(clock.instant())).isPresent()) {
                dueWork.run();
            }
            if (sweptAt.isBefore(clock.instant().minus(safety))) {
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
}
