package org.jobyard.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
    @TempDir
    Path folder;

    private EmbeddedPostgres postgres;

    @BeforeEach
    void start() {
        Watchdog.over(folder);
        postgres = EmbeddedPostgres.in(folder.resolve("postgres")).start();
    }

    @AfterEach
    void stop() {
        postgres.stop();
    }

    @Test
    void isSetForDurability() throws SQLException {
        assertThat(show("fsync")).isEqualTo("on");
        assertThat(show("synchronous_commit")).isEqualTo("on");
        assertThat(show("full_page_writes")).isEqualTo("on");
        assertThat(show("data_checksums")).isEqualTo("on");
        assertThat(Integer.parseInt(show("max_prepared_transactions"))).isGreaterThanOrEqualTo(64);
        assertThat(show("listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(show("password_encryption")).isEqualTo("scram-sha-256");
    }

    @Test
    void refusesAWrongPassword() {
        assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), "wrong")
                        .close())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void keepsItsPasswordForItself() throws Exception {
        assertThat(Files.getPosixFilePermissions(folder.resolve("postgres/password")))
                .extracting(Enum::name)
                .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
    }

    @Test
    void losesNothingThatWasCommittedWhenItIsKilled() throws SQLException {
        execute("create table kept (id int)");
        execute("insert into kept values (42)");
        int port = postgres.port();

        postgres.kill();
        assertThat(postgres.isRunning()).isFalse();
        postgres.start();

        assertThat(postgres.port()).isEqualTo(port);
        assertThat(query("select id from kept")).isEqualTo("42");
    }

    @Test
    void keepsPreparedTransactionsOverAKill() throws SQLException {
        execute("create table branch (id int)");
        execute("begin; insert into branch values (1); prepare transaction 'x'");

        postgres.kill();
        postgres.start();

        assertThat(query("select gid from pg_prepared_xacts")).isEqualTo("x");
        execute("commit prepared 'x'");
        assertThat(query("select count(*) from branch")).isEqualTo("1");
    }

    @Test
    void takesTheFolderOverFromALauncherThatWasKilled() throws SQLException {
        execute("create table kept (id int)");
        long left = postgres.pid();

        // To a new object, the running server is what a killed JVM has left.
        try (EmbeddedPostgres next =
                EmbeddedPostgres.in(folder.resolve("postgres")).port(postgres.port())) {
            next.start();
            assertThat(next.pid()).isNotEqualTo(left);
            assertThat(ProcessMark.of(left)).isEmpty();
            postgres = next;
            assertThat(query("select count(*) from kept")).isEqualTo("0");
        }
    }

    @Test
    void takesTheFolderOverEvenWhenItsMarkWasLost() throws Exception {
        long left = postgres.pid();
        Files.delete(folder.resolve("postgres/process"));

        postgres = EmbeddedPostgres.in(folder.resolve("postgres")).start();

        assertThat(ProcessMark.of(left)).isEmpty();
        assertThat(query("select 1")).isEqualTo("1");
    }

    @Test
    void isNotMisledByAPidFileWhoseProcessIsAStranger() throws Exception {
        Path pidFile = folder.resolve("postgres/data/postmaster.pid");
        postgres.kill();
        Process stranger = new ProcessBuilder("sleep", "600").start();
        try {
            List<String> lines = Files.readAllLines(pidFile);
            lines.set(0, Long.toString(stranger.pid()));
            Files.write(pidFile, lines);

            postgres.start();

            assertThat(query("select 1")).isEqualTo("1");
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroy();
        }
    }

    @Test
    void saysThatItsPortIsInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            EmbeddedPostgres second =
                    EmbeddedPostgres.in(folder.resolve("second")).port(taken.getLocalPort());
            assertThatThrownBy(second::start)
                    .isInstanceOf(StartFailure.class)
                    .hasMessage("PostgreSQL cannot start: port " + taken.getLocalPort() + " is in use.");
        }
    }

    private String show(String setting) throws SQLException {
        return query("show " + setting);
    }

    private String query(String sql) throws SQLException {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
