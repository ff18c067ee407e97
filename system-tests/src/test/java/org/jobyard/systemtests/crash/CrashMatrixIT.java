package org.jobyard.systemtests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jobyard.ra.xa.CrashPoint;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The server ends without any cleanup at each point of the protocol, and is started again. A ledger outside says whether
 * all that was promised has been kept.
 */
@Tag("crash")
class CrashMatrixIT {
    private static final int JOBS = 6;
    /** From the moment the server takes jobs again until all jobs have ended and nothing is left. */
    private static final long RECOVERY_LIMIT_MILLIS = 8_000;

    private static final String LINE = "%-11s %-16s %8s %8s ";
    private static final List<String> TABLE = new ArrayList<>();
    private CrashSite site;

    @BeforeAll
    static void head() {
        TABLE.add(LINE.formatted("begun by", "halted at", "in doubt", "intents") + Verdict.headings());
    }

    @AfterAll
    static void print() throws IOException {
        System.out.println(String.join("\n", TABLE));
        Files.write(Path.of("target", "crash-matrix.txt"), TABLE);
    }

    @BeforeEach
    void start() throws IOException {
        site = CrashSite.running();
    }

    static Stream<Arguments> everyPoint() {
        return Arrays.stream(Drive.values())
                .flatMap(drive -> Arrays.stream(CrashPoint.values())
                        .filter(point -> drive.reaches(point.name()))
                        .map(point -> Arguments.of(drive, point)));
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("everyPoint")
    void nothingIsLostOrDoneTwice(Drive drive, CrashPoint point) throws Exception {
        crash(drive, point);
    }

    /** Where database and adapter are furthest apart. */
    @ParameterizedTest
    @CsvSource({"REQUEST,PREPARED", "SUBMISSION,DECIDED", "EVENT,CONFIRMED", "TIMER,COMMITTED"})
    void nothingIsLostOrDoneTwiceAt(Drive drive, CrashPoint point) throws Exception {
        crash(drive, point);
    }

    @Test
    void theseAreAllPoints() {
        assertThat(CrashPoint.values())
                .as("points named in docs/transactions.md")
                .hasSize(12);
    }

    private void crash(Drive drive, CrashPoint point) throws Exception {
        String name = drive + "-" + point;
        MicroServer server = site.server();
        // Some points are tried twice; each time with a file of its own, else the second would count the first's.
        Path executions = site.executions(name + "-" + TABLE.size());
        try (Ledger ledger = new Ledger(drive.submitter(site), executions, JOBS, 0)) {
            drive.run(site, ledger, () -> server.haltAt(point.name()));
            server.awaitHalt();
            long inDoubt = site.prepared();
            long intents = site.intents();
            site.thawWorker();
            server.start();
            Verdict verdict = Verdict.of(server.api(), site.services().postgres()::connect, ledger, System.nanoTime());
            TABLE.add(LINE.formatted(drive, point, inDoubt, intents) + verdict.columns());
            assertThat(site.takeUnwanted()).as("messages that nobody took").isEmpty();
            assertThat(verdict.millis()).as("recovery").isLessThan(RECOVERY_LIMIT_MILLIS);
        } finally {
            site.thawWorker();
        }
    }
}
