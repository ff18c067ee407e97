package org.jobyard.systemtests.crash;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jobyard.sdk.message.Json;

/** What people do in the course of the walk: several submit jobs, and somebody does this and that to the last of them. */
final class WalkDrive implements AutoCloseable {
    private static final int SUBMITTERS = 3;
    private static final int BETWEEN_SUBMISSIONS = 240;
    private static final int BETWEEN_ACTIONS = 200;
    private static final int JOBS_PER_SERVER = 600;
    private static final int RECENT = 60;
    private static final List<String> TYPES = List.of(WalkWorker.QUICK, WalkWorker.SLOW, WalkWorker.LIMITED);

    private final WalkSite site;
    private final WalkPeople people;
    private final int jobs;
    private final AtomicInteger next = new AtomicInteger();
    private final Queue<UUID> recent = new ConcurrentLinkedQueue<>();
    private final Queue<UUID> forEver = new ConcurrentLinkedQueue<>();
    private final Pace pace = new Pace();
    private final ExecutorService threads = Executors.newFixedThreadPool(SUBMITTERS + 1);
    private int actions;

    WalkDrive(WalkSite site, WalkPeople people, int jobs) {
        this.site = site;
        this.people = people;
        this.jobs = jobs;
    }

    /** Returns when all is submitted; servers and workers may be killed meanwhile. */
    void go(Random random) {
        List<CompletableFuture<?>> submitters = new ArrayList<>();
        for (int i = 0; i < SUBMITTERS; i++) {
            Random own = new Random(random.nextLong());
            submitters.add(CompletableFuture.runAsync(() -> submitAll(own), threads));
        }
        Random own = new Random(random.nextLong());
        CompletableFuture<?> control = CompletableFuture.runAsync(() -> controlSome(own), threads);
        try {
            CompletableFuture.allOf(submitters.toArray(CompletableFuture[]::new))
                    .join();
        } finally {
            pace.end();
        }
        control.join();
    }

    private void submitAll(Random random) {
        for (int number = next.getAndIncrement(); number < jobs; number = next.getAndIncrement()) {
            awaitKills(number / JOBS_PER_SERVER);
            ObjectNode job = people.job(random, number);
            people.submit(random, job).ifPresent(id -> {
                recent.add(id);
                if (WalkJobs.isForEver(job)) {
                    forEver.add(id);
                }
            });
            if (recent.size() > RECENT) {
                recent.poll();
            }
            pace.goOnAfter(random.nextInt(BETWEEN_SUBMISSIONS));
        }
    }

    /** However quick the submissions are, they go over so many ends of servers. */
    private void awaitKills(int kills) {
        do {
            site.assertWell();
        } while (site.serversKilled() < kills && pace.goOnAfter(BETWEEN_ACTIONS));
    }

    private void controlSome(Random random) {
        while (pace.goOnAfter(random.nextInt(BETWEEN_ACTIONS))) {
            List<UUID> last = List.copyOf(recent);
            if (!last.isEmpty()) {
                actions++;
                control(random, last.get(random.nextInt(last.size())));
            }
        }
    }

    private void control(Random random, UUID job) {
        switch (random.nextInt(12)) {
            case 0 -> people.cancel(random, job);
            case 1, 2 -> people.ask(random, api -> WalkPeople.post(api, "/jobs/" + job + "/pause"));
            case 3, 4, 5 -> people.ask(random, api -> WalkPeople.post(api, "/jobs/" + job + "/resume"));
            case 6 -> {
                ObjectNode change = Json.object().put("priority", random.nextInt(10));
                people.ask(random, api -> WalkPeople.send(api, "PATCH", "/jobs/" + job, change));
            }
            case 7, 8 -> people.rerun(random, job);
            case 9 -> {
                String type = TYPES.get(random.nextInt(TYPES.size()));
                people.hold(random, type, true);
                pace.goOnAfter(random.nextInt(BETWEEN_ACTIONS));
                people.hold(random, type, false);
            }
            default -> {
                UUID oldest = forEver.poll();
                if (oldest != null) {
                    people.cancel(random, oldest);
                }
            }
        }
    }

    /** Lets everything end: nothing is paused or held any more, and what would run for ever is cancelled. */
    void letEnd(Random random) throws SQLException {
        for (UUID paused : site.list(
                "select id from job where state = 'PAUSED' and type like 'walk.%'",
                row -> row.getObject("id", UUID.class))) {
            people.ask(random, api -> WalkPeople.post(api, "/jobs/" + paused + "/resume"));
        }
        for (UUID running : site.list(
                "select id from job where (parameters ->> 'millis')::int >= ? and type like 'walk.%'"
                        + " and state not in ('SUCCEEDED', 'FAILED', 'CANCELLED', 'TIMED_OUT')",
                row -> row.getObject("id", UUID.class), WalkJobs.FOR_EVER)) {
            people.cancel(random, running);
        }
    }

    int actions() {
        return actions;
    }

    @Override
    public void close() {
        pace.end();
        threads.shutdownNow();
    }
}
