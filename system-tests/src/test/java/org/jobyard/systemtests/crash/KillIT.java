package org.jobyard.systemtests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jobyard.systemtests.Jobyard;
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
    private static final List<Verdict> VERDICTS = new ArrayList<>();
    private static Jobyard jobyard;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void start() {
        jobyard = Jobyard.fresh("crash", Map.of());
    }

    @AfterAll
    static void stop() throws Exception {
        try {
            List<String> table = new ArrayList<>(List.of(Verdict.heading()));
            VERDICTS.forEach(verdict -> table.add(verdict.line()));
            System.out.println(String.join("\n", table));
            Files.write(Path.of("target", "crash-table.txt"), table);
        } finally {
            jobyard.close();
        }
    }

    @BeforeEach
    void awaitUp() {
        jobyard.awaitUp();
    }

    @ParameterizedTest
    @EnumSource(Part.class)
    void everyAcceptedJobEndsOnce(Part part) throws Exception {
        try (Ledger ledger = new Ledger(jobyard.api(), folder.resolve(part.name()), JOBS, UNDER_WAY)) {
            ProcessHandle victim = jobyard.process(part);
            ledger.begin();
            ledger.awaitUnderWay();
            long killedAt = System.nanoTime();
            Jobyard.kill(victim);
            if (part == Part.LAUNCHER) {
                jobyard.start();
            }
            Verdict verdict = Verdict.of(part.name().toLowerCase(Locale.ROOT), jobyard, ledger, killedAt);
            VERDICTS.add(verdict);
            assertThat(verdict.accepted()).isEqualTo(JOBS);
            assertThat(verdict.ended()).isEqualTo(Map.of("SUCCEEDED", JOBS));
        }
    }
}
