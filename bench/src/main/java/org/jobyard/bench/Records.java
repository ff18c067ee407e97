package org.jobyard.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** What the database says of the benchmark's jobs. */
final class Records {
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final long CLOCKS_APART_MILLIS = 60_000;

    private final Target target;
    /** No job of this run has a lower id: ids begin with their time. So other jobs in the table cost nothing. */
    private final UUID first = new UUID((System.currentTimeMillis() - CLOCKS_APART_MILLIS) << 16, 0);

    Records(Target target) {
        this.target = target;
    }

    /**
     * A job that succeeded.
     *
     * @param name its name
     * @param started when the server recorded its start
     * @param ended when the server recorded its end
     */
    record Ended(String name, Instant started, Instant ended) {}

    /** Waits until so many jobs with the prefix have ended, or the limit is over; returns those that have. */
    List<Ended> await(String prefix, int jobs, Duration limit) throws SQLException, IOException {
        Instant giveUp = Instant.now().plus(limit);
        try (Connection connection = target.database()) {
            long ended = count(connection, prefix);
            while (ended < jobs && Instant.now().isBefore(giveUp)) {
                LockSupport.parkNanos(LOOK_EVERY.toNanos());
                ended = count(connection, prefix);
            }
            return ended(connection, prefix);
        }
    }

    /** Transactions the database has committed since its statistics began. */
    long commits() throws SQLException, IOException {
        try (Connection connection = target.database();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select xact_commit from pg_stat_database where datname = current_database()")) {
            row.next();
            return row.getLong(1);
        }
    }

    /**
     * Statements the database has run since its statistics began; null when it does not count them. Needs the extension
     * pg_stat_statements, which Jobyard's own database has.
     */
    Long statements() throws SQLException, IOException {
        try (Connection connection = target.database();
                Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery(
                    "select 1 from pg_settings where name = 'shared_preload_libraries' and setting like '%pg_stat_statements%'")) {
                if (!row.next()) {
                    return null;
                }
            }
            statement.execute("create extension if not exists pg_stat_statements");
            try (ResultSet row = statement.executeQuery("select sum(calls) from pg_stat_statements"
                    + " where dbid = (select oid from pg_database where datname = current_database())")) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private long count(Connection connection, String prefix) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select count(*) from job where id >= ? and starts_with(name, ?) and state = 'SUCCEEDED'")) {
            statement.setObject(1, first);
            statement.setString(2, prefix);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private List<Ended> ended(Connection connection, String prefix) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select name, started_at, ended_at from job"
                + " where id >= ? and starts_with(name, ?) and state = 'SUCCEEDED'")) {
            statement.setObject(1, first);
            statement.setString(2, prefix);
            List<Ended> ended = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    ended.add(new Ended(row.getString(1), instant(row.getTimestamp(2)), instant(row.getTimestamp(3))));
                }
            }
            return ended;
        }
    }

    private static Instant instant(Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}
