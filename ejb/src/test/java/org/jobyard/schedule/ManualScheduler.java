package org.jobyard.schedule;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jobyard.testing.TestCore;

/**
 * A scheduler whose time the test lets pass. It counts by itself, as a real one does: setting the clock of the core does
 * not move it.
 */
final class ManualScheduler {
    private static final class Task {
        private final Duration at;
        private final Runnable work;

        Task(Duration at, Runnable work) {
            this.at = at;
            this.work = work;
        }
    }

    private final TestCore core;
    private final List<Task> tasks = new ArrayList<>();
    private Duration passed = Duration.ZERO;

    ManualScheduler(TestCore core) {
        this.core = core;
    }

    /** As an executor that can only schedule, and whose tasks can only be cancelled. */
    ScheduledExecutorService executor() {
        return (ScheduledExecutorService) proxy(ScheduledExecutorService.class, arguments -> {
            Duration wait = Duration.ofNanos(((TimeUnit) arguments[2]).toNanos((Long) arguments[1]));
            Task task = new Task(passed.plus(wait), (Runnable) arguments[0]);
            tasks.add(task);
            return proxy(ScheduledFuture.class, cancelled -> tasks.remove(task));
        });
    }

    /** Lets time pass, for the clock too, and does what is to be done in it. */
    void pass(Duration time) {
        Duration end = passed.plus(time);
        for (Task next = first(end); next != null; next = first(end)) {
            tasks.remove(next);
            moveTo(next.at);
            next.work.run();
            core.settle();
        }
        moveTo(end);
    }

    private Task first(Duration end) {
        return tasks.stream()
                .filter(task -> task.at.compareTo(end) <= 0)
                .min(Comparator.comparing(task -> task.at))
                .orElse(null);
    }

    private void moveTo(Duration to) {
        core.clock().advance(to.minus(passed));
        passed = to;
    }

    private static Object proxy(Class<?> type, Function<Object[], Object> call) {
        return Proxy.newProxyInstance(
                ManualScheduler.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call.apply(arguments));
    }
}
