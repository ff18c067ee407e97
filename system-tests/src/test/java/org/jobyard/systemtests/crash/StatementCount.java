package org.jobyard.systemtests.crash;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Counts what others execute in the database, by {@code pg_stat_statements}. Its own statements do not count. */
final class StatementCount implements AutoCloseable {
    private static final String OF_OTHERS = " from pg_stat_statements s join pg_database d on d.oid = s.dbid"
            + " where d.datname = current_database() and s.query not ilike '%pg_stat_statements%'";
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration SETTLED = Duration.ofSeconds(5);

    /**
     * A statement.
     *
     * @param calls how often it was executed
     * @param millis how long that took, all together
     * @param sql its text
     */
    record Executed(long calls, double millis, String sql) {}

    private final Connection connection;

    /** Closes the connection in the end. */
    StatementCount(Connection connection) throws SQLException {
        this.connection = connection;
        execute("create extension if not exists pg_stat_statements");
    }

    /** Waits until nobody has executed anything for some seconds. */
    void awaitRest() {
        await("nobody executes anything").atMost(LIMIT).during(SETTLED).until(() -> {
            boolean rest = executed().isEmpty();
            reset();
            return rest;
        });
    }

    /** What is executed from now on, until so much time has passed. */
    List<Executed> during(Duration time) throws SQLException {
        reset();
        Instant end = Instant.now().plus(time);
        await("the time has passed")
                .atMost(time.plus(LIMIT))
                .until(() -> Instant.now().isAfter(end));
        return executed();
    }

    private List<Executed> executed() throws SQLException {
        List<Executed> executed = new ArrayList<>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select s.calls, s.total_exec_time, s.query" + OF_OTHERS + " order by s.calls desc")) {
            while (rows.next()) {
                executed.add(new Executed(
                        rows.getLong(1), rows.getDouble(2), rows.getString(3).replaceAll("\\s+", " ")));
            }
        }
        return executed;
    }

    private void reset() throws SQLException {
        execute("select pg_stat_statements_reset()");
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
