package org.jobyard.walk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jobyard.job.JobState;

/** Compares what became of all jobs with what people were promised, and each with the rules. */
final class Promises {
    private final Map<UUID, History> all;

    Promises(Map<UUID, History> all) {
        this.all = all;
    }

    /**
     * Those that were promised are there, and all that is there went its way by the rules.
     *
     * @param results what was told of the ends of jobs, by job
     */
    void check(Ledger ledger, People people, Map<UUID, List<String>> results) {
        HistoryRules rules = new HistoryRules(ledger);
        all.values().forEach(rules::check);
        assertThat(all.keySet()).as("jobs that were accepted").containsAll(people.accepted());
        assertThat(all.values().stream().filter(history -> history.end().rerunOf() != null))
                .as("jobs that were run again")
                .hasSize(people.reruns());
        assertThat(people.cancelled())
                .as("jobs whose cancel was answered")
                .allMatch(job -> all.get(job).end().state() == JobState.CANCELLED);
        all.forEach((job, history) -> {
            History.End end = history.end();
            assertThat(results.getOrDefault(job, List.of()))
                    .as("results told of job %s", job)
                    .hasSize(end.replied() ? 1 : 0)
                    .allMatch(result -> result.contains(end.state().name()));
        });
    }
}
