package org.jobyard.systemtests.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jobyard.systemtests.ApiClient;

/**
 * What became of the jobs of a ledger.
 *
 * @param accepted how many jobs were answered as accepted
 * @param unanswered how many requests had to be sent again
 * @param doubled how many jobs' scripts ran more than once
 * @param attempts how many executions beyond one for each job were accepted, because the first was lost
 * @param millis until all jobs had ended and nothing was left in the database
 */
record Verdict(int accepted, int unanswered, int doubled, int attempts, long millis) {
    private static final Duration END_LIMIT = Duration.ofMinutes(3);
    private static final Duration SETTLE_LIMIT = Duration.ofSeconds(30);

    /** Gives a connection to Jobyard's database. */
    interface Database {
        Connection connect() throws SQLException;
    }

    /**
     * Waits for the success of each accepted job and fails when one has not exactly one result, when there are jobs that
     * nobody submitted, or when a branch stays prepared or an intent unpublished.
     */
    static Verdict of(ApiClient api, Database database, Ledger ledger, long sinceNanos) throws Exception {
        Map<Integer, UUID> accepted = ledger.awaitAccepted();
        int executions = 0;
        for (UUID id : accepted.values()) {
            assertThat(awaitEnd(api, id)).as("end of job %s", id).isEqualTo("SUCCEEDED");
            List<String> states = history(api, id);
            assertThat(states.stream().filter(ApiClient.TERMINAL::contains))
                    .as("results of job %s: %s", id, states)
                    .hasSize(1);
            executions += (int) states.stream().filter("RUNNING"::equals).count();
        }
        assertNothingLeft(database);
        long millis = Duration.ofNanos(System.nanoTime() - sinceNanos).toMillis();
        assertThat(count(database, "select count(*) from job where name like '" + ledger.run() + "-%'"))
                .as("jobs of this ledger, and no other")
                .isEqualTo(accepted.size());
        assertThat(count(database, "select count(*) from parked_event"))
                .as("events of jobs that do not exist: their dispatches were not rolled back with them")
                .isZero();
        Map<Integer, Integer> ran = ledger.executions();
        assertThat(ran.keySet()).as("jobs whose script ran").isEqualTo(accepted.keySet());
        int doubled = (int) ran.values().stream().filter(n -> n > 1).count();
        return new Verdict(accepted.size(), ledger.unanswered(), doubled, executions - accepted.size(), millis);
    }

    private static String awaitEnd(ApiClient api, UUID id) {
        JsonNode ended = await("the end of job " + id)
                .atMost(END_LIMIT)
                .ignoreExceptions()
                .pollInterval(Duration.ofMillis(50))
                .until(() -> api.job(id), job -> ApiClient.TERMINAL.contains(ApiClient.state(job)));
        return ApiClient.state(ended);
    }

    private static List<String> history(ApiClient api, UUID id) {
        // After a fault, some connection of the server's pool may still have to be found dead.
        return await("the history of job " + id)
                .atMost(SETTLE_LIMIT)
                .ignoreExceptions()
                .until(() -> api.history(id).stream().map(ApiClient::state).toList(), states -> !states.isEmpty());
    }

    private static void assertNothingLeft(Database database) {
        await("prepared transactions and intents are settled")
                .atMost(SETTLE_LIMIT)
                .ignoreExceptionsInstanceOf(SQLException.class)
                .untilAsserted(() -> {
                    assertThat(count(database, "select count(*) from pg_prepared_xacts"))
                            .as("branches in doubt")
                            .isZero();
                    assertThat(count(database, "select count(*) from message_intent"))
                            .as("intents")
                            .isZero();
                });
    }

    private static long count(Database database, String query) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            found.next();
            return found.getLong(1);
        }
    }

    /** As columns of a table. */
    String columns() {
        return "%8d %10d %8d %9d %8d ms".formatted(accepted, unanswered, doubled, attempts, millis);
    }

    /** Their headings. */
    static String headings() {
        return "%8s %10s %8s %9s %11s".formatted("accepted", "unanswered", "doubled", "attempts+", "all ended");
    }
}
