package org.jobyard.systemtests.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jobyard.systemtests.crash.StatementCount.Executed;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What waits costs the database nothing until its time has come, however much of it there is. */
@Tag("crash")
@Tag("long")
class IdleIT {
    private static final Duration MINUTE = Duration.ofSeconds(60);
    private static final String SAFETY_READ = "JOBYARD_TIMER_SAFETY_READ";

    /** Of a safety read: measured were 80 and 4. */
    private static final long MOST_STATEMENTS = 120;

    private static final double MOST_MILLIS = 100;
    private static final long MOST_OF_A_HELLO = 15;

    private static final String HEARD = "select count(*) from worker where state = 'LIVE' and name not like 'idle-%'"
            + " and last_seen > now() - interval '3 seconds'";

    private static CrashSite site;
    private static Waiting waiting;
    private static StatementCount count;

    @BeforeAll
    static void begin() throws Exception {
        site = CrashSite.running();
        waiting = new Waiting(site);
        count = new StatementCount(site.services().postgres().connect());
        site.freezeWorker();
        prolongLeases();
        site.server().kill();
    }

    private static void prolongLeases() throws SQLException {
        site.execute("update worker set lease_until = now() + interval '1 day'");
    }

    @AfterAll
    static void end() throws Exception {
        count.close();
        site.thawWorker();
        CrashSite.running();
        waiting.end();
    }

    private static long calls(List<Executed> executed) {
        return executed.stream().mapToLong(Executed::calls).sum();
    }

    private static long calls(List<Executed> executed, String beginning) {
        return calls(executed.stream()
                .filter(each -> each.sql().startsWith(beginning))
                .toList());
    }

    private static List<Executed> afterRest(String name, Map<String, String> settings) throws SQLException {
        try (MicroServer server = site.server(name, settings)) {
            server.start();
            count.awaitRest();
            return count.during(MINUTE);
        }
    }

    /** The safety read, else once in five minutes, is out of the way; a node's sign of life comes every 200 s. */
    @Test
    void aServerWithAHundredThousandScheduledJobsLeavesTheDatabaseInPeace() throws Exception {
        List<Executed> executed = afterRest("idle", Map.of(SAFETY_READ, "PT1H"));
        System.out.printf("In a minute of rest: %d statements %s%n", calls(executed), executed);
        assertThat(executed).allMatch(each -> each.sql().contains("message_node"), "a node's sign of life");
        assertThat(calls(executed)).isLessThanOrEqualTo(1);
    }

    /** A few statements for each type and name that waits, none for each job. */
    @Test
    void theSafetyReadCostsLittleHoweverManyJobsWait() throws Exception {
        List<Executed> executed = afterRest("safety", Map.of(SAFETY_READ, "PT12S"));
        long reads = calls(executed, "select distinct tenant, name from job");
        assertThat(reads).as("safety reads in a minute").isPositive();
        double millis = executed.stream().mapToDouble(Executed::millis).sum();
        System.out.printf(
                "A safety read: %d statements, %.1f ms in the database%n", calls(executed) / reads, millis / reads);
        executed.forEach(each -> System.out.printf("%5d x, %8.2f ms: %s%n", each.calls(), each.millis(), each.sql()));
        assertThat(calls(executed) / reads).isLessThan(MOST_STATEMENTS);
        assertThat(millis / reads).isLessThan(MOST_MILLIS);
    }

    /** The worker runs a job and holds another; each hello says so. */
    @Test
    void aWorkerCostsAFewStatementsForEachHello() throws Exception {
        try (MicroServer server = site.server("hello", Map.of(SAFETY_READ, "PT1H"))) {
            server.start();
            count.awaitRest();
            site.thawWorker();
            await("the worker is heard again").atMost(MINUTE).until(() -> site.count(HEARD) == 1);
            List<Executed> executed = count.during(MINUTE);
            long hellos = calls(executed, "update worker");
            assertThat(hellos).as("hellos in a minute").isBetween(3L, 12L);
            System.out.printf("A hello: %d statements%n", calls(executed) / hellos);
            executed.forEach(each -> System.out.printf("%5d x: %s%n", each.calls(), each.sql()));
            assertThat(calls(executed) / hellos).isLessThan(MOST_OF_A_HELLO);
        } finally {
            site.freezeWorker();
            prolongLeases();
        }
    }
}
