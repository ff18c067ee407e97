package org.jobyard.systemtests.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A walk at random with real processes: two servers and two workers, of which each may be killed at any time, while people
 * submit jobs and do this and that to them. The seed decides what is done and in which order, not how quickly the processes
 * are at it. {@code -Djobyard.walk.seed=...} does the same again, {@code -Djobyard.walk.jobs=...} says how much.
 */
@Tag("crash")
@Tag("long")
class SystemWalkIT {
    private static final int JOBS = 3000;
    private static final Duration END_LIMIT = Duration.ofMinutes(5);
    private static final String OPEN = "select id || ' ' || type || ' ' || state || ' ' || coalesce(reason, '') || ' '"
            + " || coalesce(worker, '') || ' due ' || coalesce(due_at::text, 'never') as job from job"
            + " where type like 'walk.%' and state not in ('SUCCEEDED', 'FAILED', 'CANCELLED', 'TIMED_OUT') limit 20";

    @TempDir
    private Path folder;

    @Test
    void whateverIsKilledEachJobGoesItsWayByTheRulesAndEndsOnce() throws Exception {
        long seed = Long.getLong("jobyard.walk.seed", new Random().nextLong());
        int jobs = Integer.getInteger("jobyard.walk.jobs", JOBS);
        System.out.printf("System walk of %d jobs: -Djobyard.walk.seed=%d%n", jobs, seed);
        long began = System.nanoTime();
        Random random = new Random(seed);
        String run = "walk-" + UUID.randomUUID();
        try (WalkSite site = new WalkSite(folder)) {
            WalkPeople people = new WalkPeople(run, site.servers());
            people.hold(random, WalkWorker.LIMITED, false);
            WalkTimetables timetables = new WalkTimetables(site, run);
            try (WalkDrive drive = new WalkDrive(site, people, jobs)) {
                site.beginToKill(random);
                drive.go(random);
                site.calmDown();
                timetables.end(people, random);
                awaitEnds(site, drive, timetables, random);
                site.awaitQuiet();
                WalkVerdict verdict = new WalkVerdict(site, people);
                verdict.check();
                int slots = timetables.check();
                assertNothingWasLost(site);
                System.out.printf(
                        "System walk of seed %d: %s; %d slots; %d servers and %d workers killed; %d actions, %d requests"
                                + " refused, %d without an answer; %d s%n",
                        seed,
                        verdict.counts(),
                        slots,
                        site.serversKilled(),
                        site.workersKilled(),
                        drive.actions(),
                        people.refused(),
                        people.unanswered(),
                        Duration.ofNanos(System.nanoTime() - began).toSeconds());
            }
        }
    }

    private static void awaitEnds(WalkSite site, WalkDrive drive, WalkTimetables timetables, Random random) {
        await("the end of all jobs")
                .atMost(END_LIMIT)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    drive.letEnd(random);
                    assertThat(open(site)).isEmpty();
                    assertThat(timetables.haveEnded()).isTrue();
                });
    }

    private static List<String> open(WalkSite site) throws SQLException {
        return site.list(OPEN, row -> row.getString("job"));
    }

    /** No event waits for a job that is not there, and nothing was given up. */
    private static void assertNothingWasLost(WalkSite site) throws Exception {
        assertThat(site.list("select headers::text as headers from parked_event", row -> row.getString("headers")))
                .isEmpty();
        assertThat(site.takeUnwanted()).isEmpty();
    }
}
