package org.jobyard.ra.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import org.jobyard.embedded.EmbeddedServices;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Which prepared branches are settled, and how; the others belong to transactions that still run. */
class UnsettledTest {
    private static final String MINE = branch("bWluZQ==");
    private static final String OTHER = branch("b3RoZXI=");

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Unsettled unsettled;

    @BeforeEach
    void prepare() throws SQLException {
        var postgres = EmbeddedServices.shared().postgres();
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(postgres.jdbcUrl());
        dataSource.setUser(postgres.user());
        dataSource.setPassword(postgres.password());
        Clock clock = new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
        unsettled =
                new Unsettled(new InDoubtBranches(new Database(dataSource)), clock, (pause, task) -> tasks.add(task));
        execute("drop table if exists unsettled", "create table unsettled (name text)");
    }

    @AfterEach
    void clear() throws SQLException {
        for (String gid : prepared()) {
            execute("rollback prepared '" + gid + "'");
        }
        execute("drop table unsettled");
    }

    @Test
    void commitsWhatWasDecidedSoAndTouchesNoOther() throws SQLException {
        leave(MINE, "mine");
        leave(OTHER, "other");

        unsettled.add("bWluZQ==", true);
        runOne();

        assertThat(prepared()).containsExactly(OTHER);
        assertThat(names()).containsExactly("mine");
    }

    @Test
    void rollsBackWhatWasDecidedSo() throws SQLException {
        leave(MINE, "mine");

        unsettled.add("bWluZQ==", false);
        runOne();

        assertThat(prepared()).isEmpty();
        assertThat(names()).isEmpty();
    }

    @Test
    void waitsForAPrepareThatWasStillUnderWayAndEndsItsLooks() throws SQLException {
        unsettled.add("bWluZQ==", false);
        runOne();
        leave(MINE, "late");
        runOne();
        assertThat(prepared()).isEmpty();

        now = now.plus(Duration.ofSeconds(11));
        runOne();
        assertThat(tasks).isEmpty();

        unsettled.add("b3RoZXI=", false);
        assertThat(tasks).hasSize(1);
    }

    @Test
    void looksAgainWhileTheDatabaseDoesNotAnswer() throws Exception {
        leave(MINE, "mine");
        EmbeddedServices.shared().postgres().kill();
        unsettled.add("bWluZQ==", true);
        now = now.plus(Duration.ofMinutes(5));
        runOne();
        EmbeddedServices.shared().postgres().start();

        runOne();

        assertThat(prepared()).isEmpty();
        assertThat(names()).containsExactly("mine");
    }

    private void runOne() {
        tasks.remove().run();
    }

    private static String branch(String transaction) {
        return "4871251_" + transaction + "_bm9kZTEs";
    }

    private static void leave(String gid, String name) throws SQLException {
        execute("begin", "insert into unsettled values ('" + name + "')", "prepare transaction '" + gid + "'");
    }

    private static void execute(String... statements) throws SQLException {
        try (Connection connection = EmbeddedServices.shared().postgres().connect();
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    private static Set<String> prepared() throws SQLException {
        return column("select gid from pg_prepared_xacts");
    }

    private static Set<String> names() throws SQLException {
        return column("select name from unsettled");
    }

    private static Set<String> column(String query) throws SQLException {
        try (Connection connection = EmbeddedServices.shared().postgres().connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            Set<String> found = new TreeSet<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }
}
