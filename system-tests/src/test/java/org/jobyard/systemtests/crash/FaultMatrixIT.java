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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A transaction is held at each point of the protocol while the broker or the database dies under it, or the connections to
 * one of them are cut; then it goes on.
 */
@Tag("crash")
class FaultMatrixIT {
    private static final int JOBS = 6;
    /** From the moment all parts run again until all jobs have ended and nothing is left. */
    private static final long RECOVERY_LIMIT_MILLIS = 20_000;

    private static final String LINE = "%-15s %-11s %-16s ";
    private static final List<String> TABLE = new ArrayList<>();
    private CrashSite site;

    @BeforeAll
    static void head() {
        TABLE.add(LINE.formatted("fault", "begun by", "held at") + Verdict.headings());
    }

    @AfterAll
    static void print() throws IOException {
        System.out.println(String.join("\n", TABLE));
        Files.write(Path.of("target", "fault-matrix.txt"), TABLE);
    }

    @BeforeEach
    void start() throws IOException {
        site = CrashSite.running();
    }

    static Stream<Arguments> everyPoint() {
        return Arrays.stream(Fault.values())
                .flatMap(fault -> Stream.of(Drive.REQUEST, Drive.SUBMISSION, Drive.EVENT)
                        .flatMap(drive -> Arrays.stream(CrashPoint.values())
                                .filter(point -> drive.reaches(point.name()))
                                .map(point -> Arguments.of(fault, drive, point))));
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("everyPoint")
    void nothingIsLostOrDoneTwice(Fault fault, Drive drive, CrashPoint point) throws Exception {
        strike(fault, drive, point);
    }

    /** Where the part that fails is needed next. */
    @ParameterizedTest
    @CsvSource({
        "DATABASE_KILLED,REQUEST,PREPARED",
        "DATABASE_KILLED,SUBMISSION,DECIDED",
        "DATABASE_CUT,EVENT,DECIDED",
        "BROKER_CUT,SUBMISSION,COMMITTED",
        "BROKER_KILLED,EVENT,LAST_PUBLISHED"
    })
    void nothingIsLostOrDoneTwiceAt(Fault fault, Drive drive, CrashPoint point) throws Exception {
        strike(fault, drive, point);
    }

    private void strike(Fault fault, Drive drive, CrashPoint point) throws Exception {
        String name = fault + "-" + drive + "-" + point;
        MicroServer server = site.server();
        // Some are tried twice; each time with a file of its own, else the second would count the first's.
        Path executions = site.executions(name + "-" + TABLE.size());
        try (Ledger ledger = new Ledger(drive.submitter(site), executions, JOBS, 0)) {
            drive.run(site, ledger, () -> server.holdAt(point.name()));
            server.awaitHeld();
            fault.strike(site);
            server.release();
            site.thawWorker();
            fault.mend(site);
            Verdict verdict = Verdict.of(server.api(), site.services().postgres()::connect, ledger, System.nanoTime());
            TABLE.add(LINE.formatted(fault, drive, point) + verdict.columns());
            assertThat(site.takeUnwanted()).as("messages that nobody took").isEmpty();
            assertThat(verdict.millis()).as("recovery").isLessThan(RECOVERY_LIMIT_MILLIS);
        } finally {
            server.release();
            site.thawWorker();
        }
    }
}
