package org.jobyard.bench;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Submits jobs whose names begin with a prefix and keeps when each was sent. */
final class Load {
    private final Submitter submitter;
    private final String prefix;
    private final int jobs;
    private final ConcurrentMap<String, Instant> sent = new ConcurrentHashMap<>();

    Load(Submitter submitter, String prefix, int jobs) {
        this.submitter = submitter;
        this.prefix = prefix;
        this.jobs = jobs;
    }

    /** When each job was sent, by name. */
    ConcurrentMap<String, Instant> sent() {
        return sent;
    }

    /** As fast as so many submitters get their answers, one after the other; returns jobs a second. */
    double closedLoop(int submitters) throws Exception {
        AtomicInteger next = new AtomicInteger();
        int batch = submitter.batch();
        long began = System.nanoTime();
        Threads.run(submitters, thread -> {
            for (int first = next.getAndAdd(batch); first < jobs; first = next.getAndAdd(batch)) {
                send(first, Math.min(jobs, first + batch));
            }
        });
        return jobs / seconds(began);
    }

    /**
     * At fixed times, whether the answers come or not: a slow answer delays no other job, so that a stall shows in the
     * latency of all jobs it hits.
     */
    void openLoop(double perSecond) throws Exception {
        int threads = Math.max(8, (int) Math.ceil(perSecond / 4));
        AtomicInteger next = new AtomicInteger();
        long began = System.nanoTime();
        Threads.run(threads, thread -> {
            for (int number = next.getAndIncrement(); number < jobs; number = next.getAndIncrement()) {
                waitUntil(began + (long) (number * 1e9 / perSecond));
                send(number, number + 1);
            }
        });
    }

    private void send(int first, int end) throws Exception {
        List<String> names =
                IntStream.range(first, end).mapToObj(number -> prefix + number).toList();
        Instant now = Instant.now();
        names.forEach(name -> sent.put(name, now));
        submitter.submit(names);
    }

    private static void waitUntil(long nanoTime) {
        for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
