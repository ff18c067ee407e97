package org.jobyard.systemtests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jobyard.systemtests.ApiClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two servers are asked for jobs of one name at the same moment; the history in the database says what came of it. */
@Tag("crash")
@Tag("long")
class NamesOnTwoNodesIT {
    private static final int MANY = 50;
    /** For all, one after the other. Less than what lies between two safety reads, which would hide a hand-over that was lost. */
    private static final Duration ALL_IN_LINE = Duration.ofMinutes(2);

    private static final Duration HAND_OVER_LIMIT = Duration.ofSeconds(10);
    private static final String TURNS =
            "with turn as (select j.id, min(e.at) filter (where e.event in ('WAIT', 'ENQUEUE')) as came,"
                    + " min(e.at) filter (where e.event = 'ENQUEUE') as begun, max(e.at) filter (where e.event = 'SUCCEED')"
                    + " as ended from job j join job_event e on e.job_id = j.id where j.name = ? group by j.id) ";

    private static CrashSite site;
    private static MicroServer second;

    @BeforeAll
    static void start() throws Exception {
        site = CrashSite.running();
        second = site.server("node2");
        second.start();
    }

    @AfterAll
    static void stop() {
        second.close();
    }

    /** The policies take turns. */
    @ParameterizedTest
    @CsvSource({"REJECT,REJECT", "QUEUE,QUEUE", "QUEUE,REJECT"})
    void fiftyAtOnceRunOneAtATime(String even, String odd) throws Exception {
        String name = "fifty " + UUID.randomUUID();
        List<UUID> taken = submitAtOnce(name, even, odd);
        if (even.equals("QUEUE")) {
            assertThat(taken).hasSizeGreaterThanOrEqualTo(odd.equals("QUEUE") ? MANY : MANY / 2);
        } else {
            assertThat(taken).isNotEmpty();
        }
        taken.forEach(job -> site.server()
                .api()
                .awaitWithin(ALL_IN_LINE, job, ended -> ApiClient.state(ended).equals("SUCCEEDED")));
        assertOneAtATime(name, taken.size());
        assertThat(longestHandOver(name)).isLessThan(HAND_OVER_LIMIT);
    }

    private static List<UUID> submitAtOnce(String name, String even, String odd) {
        List<ApiClient> nodes = List.of(site.server().api(), second.api());
        ExecutorService threads = Executors.newFixedThreadPool(MANY);
        CountDownLatch ready = new CountDownLatch(MANY);
        try {
            List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, MANY)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> {
                                ObjectNode job = ApiClient.script(name, "true").put("sameName", i % 4 < 2 ? even : odd);
                                ready.countDown();
                                awaitAll(ready);
                                ApiClient api = nodes.get(i % 2);
                                return api.send(api.submission(job, null));
                            },
                            threads))
                    .toList();
            List<UUID> taken = new ArrayList<>();
            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                assertThat(answer.join().statusCode()).as(answer.join().body()).isIn(201, 409);
                if (answer.join().statusCode() == 201) {
                    taken.add(UUID.fromString(
                            ApiClient.read(answer.join()).path("id").asText()));
                }
            }
            return taken;
        } finally {
            threads.shutdown();
        }
    }

    private static void awaitAll(CountDownLatch ready) {
        try {
            ready.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** None was given to the broker before the one before it had ended, and those that waited went in the order in which they came. */
    private static void assertOneAtATime(String name, int jobs) throws SQLException {
        assertThat(count(TURNS + "select count(*) from turn", name)).isEqualTo(jobs);
        assertThat(count(
                        TURNS + "select count(*) from turn a join turn b on a.id <> b.id and a.begun < b.ended"
                                + " and b.begun < a.ended",
                        name))
                .as("pairs that were active at the same time")
                .isZero();
        assertThat(count(
                        TURNS + "select count(*) from turn a join turn b on a.came < b.came and a.begun > b.begun",
                        name))
                .as("pairs of which the one that came later went first")
                .isZero();
    }

    /** From the end of one to the dispatch of the next. */
    private static Duration longestHandOver(String name) throws SQLException {
        long millis = count(
                TURNS + "select coalesce(extract(epoch from max(pause)) * 1000, 0)::bigint from"
                        + " (select begun - lag(ended) over (order by begun) as pause from turn) pauses",
                name);
        System.out.printf("The longest hand-over of a name: %d ms%n", millis);
        return Duration.ofMillis(millis);
    }

    private static long count(String sql, String name) throws SQLException {
        try (Connection connection = site.services().postgres().connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            try (ResultSet found = statement.executeQuery()) {
                found.next();
                return found.getLong(1);
            }
        }
    }
}
