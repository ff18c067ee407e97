package org.jobyard.systemtests.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jobyard.systemtests.ApiClient;
import org.jobyard.systemtests.Jobyard;
import org.jobyard.systemtests.JobyardStatus;
import org.jobyard.systemtests.Part;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * SIGKILL to each process while short jobs run and more are being submitted. Whatever was answered as accepted reaches its
 * end with one result; scripts that ran twice are counted and shown.
 */
@Tag("crash")
class KillIT {
    private static final int JOBS = 200;
    private static final int UNDER_WAY = 60;
    private static final String LINE = "%-10s %8d ms ";
    private static final List<String> TABLE = new ArrayList<>();
    private static Jobyard jobyard;
    private static JobyardStatus status;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void start() {
        jobyard = Jobyard.fresh("crash", Map.of());
        status = jobyard.status();
        TABLE.add("%-10s %11s ".formatted("killed", "away") + Verdict.headings());
    }

    @AfterAll
    static void stop() throws Exception {
        try {
            System.out.println(String.join("\n", TABLE));
            Files.write(Path.of("target", "crash-table.txt"), TABLE);
        } finally {
            jobyard.close();
        }
    }

    private static Connection database() throws SQLException {
        return DriverManager.getConnection(status.databaseUrl(), status.databaseUser(), status.databasePassword());
    }

    /** Waits until a request that needs the server and the database is answered. */
    private static void awaitAnswer(ApiClient api) {
        await("an answer")
                .atMost(Duration.ofMinutes(6))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> api.sendOnce(api.request("/jobs?limit=1").GET()).statusCode() == 200);
    }

    @BeforeEach
    void awaitUp() {
        jobyard.awaitUp();
    }

    @ParameterizedTest
    @EnumSource(names = {"SERVER", "DATABASE"})
    void everyAcceptedJobEndsOnce(Part part) throws Exception {
        kill(part);
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource(names = {"LAUNCHER", "WORKER", "BROKER"})
    void everyAcceptedJobEndsOnceToo(Part part) throws Exception {
        kill(part);
    }

    private static void kill(Part part) throws Exception {
        try (Ledger ledger = new Ledger(
                new RestSubmitter(new ApiClient(status.api(), status.token())),
                folder.resolve(part.name()),
                JOBS,
                UNDER_WAY)) {
            ProcessHandle victim = jobyard.process(part);
            ledger.begin();
            ledger.awaitUnderWay();
            long killedAt = System.nanoTime();
            Jobyard.kill(victim);
            if (part == Part.LAUNCHER) {
                jobyard.start();
            }
            ApiClient api = new ApiClient(status.api(), status.token());
            awaitAnswer(api);
            long answeredAt = System.nanoTime();
            long away = Duration.ofNanos(answeredAt - killedAt).toMillis();
            Verdict verdict = Verdict.of(api, KillIT::database, ledger, answeredAt);
            TABLE.add(LINE.formatted(part.name().toLowerCase(Locale.ROOT), away) + verdict.columns());
            assertThat(verdict.accepted()).isEqualTo(JOBS);
        }
    }
}
