package org.jobyard.systemtests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the workers noted outside of Jobyard: who ran what, from when to when. */
final class WalkNotes {
    /**
     * A run of an execution in one process.
     *
     * @param span until its end, or that of the process
     * @param whole it came to its end
     */
    record Run(UUID job, UUID execution, String type, Span span, boolean whole) {}

    private final Map<UUID, Run> runs = new LinkedHashMap<>();

    /** Reads the notes of processes, of which none runs anything any more. */
    WalkNotes(List<WalkProcess.Life> lives) throws IOException {
        for (WalkProcess.Life life : lives) {
            read(life);
        }
    }

    private void read(WalkProcess.Life life) throws IOException {
        Map<UUID, Run> begun = new LinkedHashMap<>();
        Instant last = life.endedAt() == null ? Instant.now() : life.endedAt();
        for (String line : Files.readAllLines(life.notes())) {
            String[] words = line.split(" ", -1);
            assertThat(words).as("a whole note").hasSize(5);
            UUID execution = UUID.fromString(words[2]);
            Instant at = Instant.parse(words[4]);
            if (words[0].equals("BEGIN")) {
                Run run = new Run(UUID.fromString(words[1]), execution, words[3], new Span(at, last), false);
                assertThat(begun.put(execution, run)).as("the same again").isNull();
            } else {
                begun.computeIfPresent(
                        execution,
                        (id, run) -> new Run(
                                run.job(), id, run.type(), new Span(run.span().from(), at), true));
            }
        }
        begun.forEach((execution, run) -> assertThat(runs.put(execution, run))
                .as("runs of one execution by two processes")
                .isNull());
    }

    /** By execution. */
    Map<UUID, Run> runs() {
        return runs;
    }

    Map<UUID, List<Run>> byJob() {
        Map<UUID, List<Run>> byJob = new HashMap<>();
        runs.values()
                .forEach(run -> byJob.computeIfAbsent(run.job(), job -> new ArrayList<>())
                        .add(run));
        return byJob;
    }
}
