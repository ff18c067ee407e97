package org.jobyard.systemtests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jobyard.systemtests.ApiClient.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jobyard.systemtests.ApiClient;
import org.jobyard.systemtests.JobyardExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Many short jobs at once. */
@ExtendWith(JobyardExtension.class)
class BurstIT {
    private static final int JOBS = 200;
    private static final int SUBMITTERS = 8;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @Test
    void eachOfManyShortJobsRunsOnce(ApiClient api, @TempDir Path folder) throws Exception {
        Path ran = folder.resolve("ran");
        List<UUID> ids = submitAll(api, ran);
        for (UUID id : ids) {
            assertThat(state(api.awaitWithin(LIMIT, id, job -> ApiClient.TERMINAL.contains(state(job)))))
                    .isEqualTo("SUCCEEDED");
        }
        List<String> lines = linesOf(ran);
        assertThat(lines).hasSize(JOBS);
        Set<String> different = new HashSet<>(lines);
        assertThat(different).hasSize(JOBS);
    }

    private static List<UUID> submitAll(ApiClient api, Path ran) throws Exception {
        ExecutorService submitters = Executors.newFixedThreadPool(SUBMITTERS);
        try {
            List<Future<UUID>> answers = IntStream.range(0, JOBS)
                    .mapToObj(i -> submitters.submit(
                            () -> api.submitScript("burst-" + i, "echo %d >> '%s'".formatted(i, ran))))
                    .toList();
            List<UUID> ids = new ArrayList<>();
            for (Future<UUID> answer : answers) {
                ids.add(answer.get());
            }
            return ids;
        } finally {
            submitters.shutdownNow();
        }
    }

    private static List<String> linesOf(Path file) throws IOException {
        return Files.readAllLines(file);
    }
}
