package org.jobyard.sdk.worker;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads on which handlers run: for each type as many as its capacity. */
final class Pools {
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final Map<String, ThreadPoolExecutor> pools = new HashMap<>();

    Pools(Collection<TypeOfWork> works) {
        works.forEach(work -> pools.put(work.type(), pool(work)));
    }

    void execute(TypeOfWork work, Runnable run) {
        pools.get(work.type()).execute(run);
    }

    /** Takes nothing more and waits for what runs; false when that took longer than it may. */
    boolean finish(Duration atMost) throws InterruptedException {
        pools.values().forEach(ThreadPoolExecutor::shutdown);
        long end = System.nanoTime() + atMost.toNanos();
        for (ThreadPoolExecutor pool : pools.values()) {
            if (!pool.awaitTermination(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                return false;
            }
        }
        return true;
    }

    private static ThreadPoolExecutor pool(TypeOfWork work) {
        var number = new AtomicInteger();
        var pool = new ThreadPoolExecutor(
                work.capacity(),
                work.capacity(),
                IDLE.toSeconds(),
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                run -> new Thread(run, "jobyard-" + work.type() + "-" + number.incrementAndGet()));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
