package org.jobyard.systemtests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jobyard.job.JobState;

/** All has ended: compares what people were promised, what workers noted and what the database says. */
final class WalkVerdict {
    private final WalkSite site;
    private final WalkPeople people;
    private final Map<UUID, WalkHistory> histories = new LinkedHashMap<>();
    private final WalkNotes notes;
    private int atOnce;
    private int again;

    WalkVerdict(WalkSite site, WalkPeople people) throws SQLException, IOException {
        this.site = site;
        this.people = people;
        site.list(
                "select j.id, j.type, j.tenant, j.name, j.same_name, e.at, e.event, e.state, e.execution from job j"
                        + " join job_event e on e.job_id = j.id where j.type like 'walk.%' order by j.id, e.seq",
                this::add);
        notes = new WalkNotes(site.lives());
    }

    private boolean add(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        WalkHistory history = histories.get(id);
        if (history == null) {
            boolean alone = row.getString("same_name") != null;
            history = new WalkHistory(id, row.getString("type"), row.getString("name"), alone);
            histories.put(id, history);
        }
        history.add(row);
        return true;
    }

    /** Fails when anything is not as it has to be. */
    void check() throws SQLException {
        histories.values().forEach(WalkHistory::check);
        checkPromises();
        checkRuns();
        checkLimit();
        checkNames();
    }

    private void checkPromises() throws SQLException {
        Map<String, UUID> submitted = new HashMap<>();
        site.list(
                "select id, reference from job where type like 'walk.%' and rerun_of is null and schedule_id is null",
                row -> submitted.put(row.getString("reference"), row.getObject("id", UUID.class)));
        assertThat(submitted).as("jobs by their keys").isEqualTo(people.accepted());
        assertThat(site.list(
                        "select id from job where type like 'walk.%' and rerun_of is not null",
                        row -> row.getObject("id", UUID.class)))
                .as("jobs that are others run again")
                .containsExactlyInAnyOrderElementsOf(people.reruns());
        assertThat(people.cancelled())
                .as("jobs whose cancel was answered")
                .allMatch(job -> histories.get(job).end() == JobState.CANCELLED);
    }

    /** What ran had been accepted before, and what succeeded ran to its end. */
    private void checkRuns() {
        notes.runs().forEach((execution, run) -> {
            WalkHistory history = histories.get(run.job());
            Span accepted = history.accepted(execution);
            assertThat(accepted).as("acceptance of %s, run in %s", run, history).isNotNull();
            assertThat(run.span().from()).as("%s of %s", run, history).isAfterOrEqualTo(accepted.from());
        });
        notes.byJob().forEach((job, runs) -> {
            if (runs.size() > 1) {
                again++;
            }
            // Of each two at once, one had been given up before the other was dispatched: of that the histories were
            // checked.
            if (Span.most(runs.stream().map(WalkNotes.Run::span).toList()) > 1) {
                atOnce++;
            }
        });
        Map<UUID, List<WalkNotes.Run>> byJob = notes.byJob();
        histories.values().stream()
                .filter(history -> history.end() == JobState.SUCCEEDED)
                .forEach(history -> assertThat(byJob.getOrDefault(history.job(), List.of()))
                        .as("runs of %s", history)
                        .anyMatch(WalkNotes.Run::whole));
    }

    /** By the history nothing beyond the limit was given away; by the workers' notes nothing beyond it ran that was not given up. */
    private void checkLimit() {
        List<Span> active = new ArrayList<>();
        histories.values().stream()
                .filter(history -> history.type().equals(WalkWorker.LIMITED))
                .forEach(history -> active.addAll(history.active()));
        assertThat(Span.most(active)).as("most active under a limit").isBetween(1, WalkPeople.LIMIT);
        List<Span> ran = new ArrayList<>();
        notes.runs().values().stream()
                .filter(run -> run.type().equals(WalkWorker.LIMITED))
                .forEach(run -> {
                    Span accepted = run.span().within(histories.get(run.job()).accepted(run.execution()));
                    if (accepted != null) {
                        ran.add(accepted);
                    }
                });
        assertThat(Span.most(ran)).as("most that ran under a limit").isBetween(1, WalkPeople.LIMIT);
    }

    private void checkNames() {
        Map<String, List<Span>> active = new HashMap<>();
        histories.values().stream()
                .filter(WalkHistory::isAlone)
                .forEach(history -> active.computeIfAbsent(history.name(), name -> new ArrayList<>())
                        .addAll(history.active()));
        active.forEach((name, spans) -> assertThat(Span.most(spans))
                .as("most active of the name %s", name)
                .isLessThanOrEqualTo(1));
    }

    /** What there was, for people. */
    String counts() {
        Map<JobState, Long> ended = histories.values().stream()
                .collect(Collectors.groupingBy(WalkHistory::end, TreeMap::new, Collectors.counting()));
        return "%d jobs ended %s with %d events of history; %d executions ran, %d jobs more than once, %d of them at the same time"
                .formatted(
                        histories.size(),
                        ended,
                        histories.values().stream().mapToLong(WalkHistory::size).sum(),
                        notes.runs().size(),
                        again,
                        atOnce);
    }
}
