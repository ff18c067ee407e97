package org.jobyard.systemtests.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jobyard.systemtests.ApiClient;
import org.jobyard.systemtests.Jobyard;

/**
 * What a crash did to the jobs of a ledger.
 *
 * @param killed what was killed
 * @param accepted how many jobs were answered as accepted
 * @param unanswered how many requests had to be sent again
 * @param ended how many jobs reached their end, by state
 * @param doubled how many jobs' scripts ran more than once
 * @param millis from the kill until all jobs had ended
 */
record Verdict(String killed, int accepted, int unanswered, Map<String, Integer> ended, int doubled, long millis) {
    /** A branch that was prepared when PostgreSQL was killed is settled after the transaction timeout and a margin. */
    private static final Duration END_LIMIT = Duration.ofMinutes(5);

    private static final Duration SETTLE_LIMIT = Duration.ofMinutes(4);

    /** Waits for each accepted job's end and fails when one has none, or not exactly one result. */
    static Verdict of(String killed, Jobyard jobyard, Ledger ledger, long killedAtNanos) throws Exception {
        ApiClient api = jobyard.api();
        Map<Integer, UUID> accepted = ledger.awaitAccepted();
        Map<String, Integer> ended = new HashMap<>();
        for (UUID id : accepted.values()) {
            JsonNode job = awaitEnd(api, id);
            ended.merge(ApiClient.state(job), 1, Integer::sum);
            assertThat(results(api, id)).as("results of job %s", id).isEqualTo(1);
        }
        long millis = Duration.ofNanos(System.nanoTime() - killedAtNanos).toMillis();
        Map<Integer, Integer> executions = ledger.executions();
        assertThat(executions.keySet()).as("each job's script ran").containsAll(accepted.keySet());
        int doubled = (int) executions.values().stream().filter(n -> n > 1).count();
        assertNothingLeft(jobyard);
        return new Verdict(killed, accepted.size(), ledger.unanswered(), ended, doubled, millis);
    }

    private static JsonNode awaitEnd(ApiClient api, UUID id) {
        return await("the end of job " + id)
                .atMost(END_LIMIT)
                .ignoreExceptions()
                .pollInterval(Duration.ofMillis(100))
                .until(() -> api.job(id), job -> ApiClient.TERMINAL.contains(ApiClient.state(job)));
    }

    private static long results(ApiClient api, UUID id) {
        return api.history(id).stream()
                .filter(event -> ApiClient.TERMINAL.contains(ApiClient.state(event)))
                .count();
    }

    /** No branch stays prepared and no intent stays unpublished. */
    private static void assertNothingLeft(Jobyard jobyard) throws SQLException {
        try (Connection connection = jobyard.database()) {
            await("prepared transactions and intents are settled")
                    .atMost(SETTLE_LIMIT)
                    .untilAsserted(() -> {
                        assertThat(count(connection, "select count(*) from pg_prepared_xacts"))
                                .isZero();
                        assertThat(count(connection, "select count(*) from message_intent"))
                                .isZero();
                    });
        }
    }

    private static long count(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            found.next();
            return found.getLong(1);
        }
    }

    /** One line of the table. */
    String line() {
        return "%-10s %8d %10d %7d %8d %8d ms  %s"
                .formatted(
                        killed,
                        accepted,
                        unanswered,
                        ended.values().stream().mapToInt(n -> n).sum(),
                        doubled,
                        millis,
                        ended);
    }

    /** The heading of the table. */
    static String heading() {
        return "%-10s %8s %10s %7s %8s %11s"
                .formatted("killed", "accepted", "unanswered", "ended", "doubled", "all ended");
    }
}
