package org.jobyard.walk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jobyard.job.JobEvent;
import org.jobyard.job.JobState;
import org.jobyard.job.StateMachine;
import org.jobyard.persistence.Database;
import org.jobyard.sdk.message.Outcome;

/** What the history of each job must be when all have ended. */
final class Histories {
    private record Entry(int seq, Instant at, JobEvent event, JobState state, UUID execution) {}

    private record End(JobState state, UUID execution, String reason, int crashes, Integer attempts, boolean replied) {}

    private final Ledger ledger;
    private final Map<UUID, List<Entry>> histories = new LinkedHashMap<>();
    private final Map<UUID, End> ends = new HashMap<>();

    Histories(Database database, Ledger ledger) {
        this.ledger = ledger;
        database.list(
                "select job_id, seq, at, event, state, execution from job_event order by job_id, seq",
                row -> histories
                        .computeIfAbsent(row.uuid("job_id"), job -> new ArrayList<>())
                        .add(new Entry(
                                row.integer("seq"),
                                row.instant("at"),
                                row.constant("event", JobEvent.class),
                                row.constant("state", JobState.class),
                                row.uuid("execution"))));
        database.list(
                "select id, state, execution_id, reason, crashes, retry_attempts, reply_to from job",
                row -> ends.put(
                        row.uuid("id"),
                        new End(
                                row.constant("state", JobState.class),
                                row.uuid("execution_id"),
                                row.text("reason"),
                                row.integer("crashes"),
                                row.number("retry_attempts", Integer.class),
                                row.text("reply_to") != null)));
    }

    /** How many jobs ended in each state. */
    Map<JobState, Integer> ended() {
        Map<JobState, Integer> ended = new TreeMap<>();
        ends.values().forEach(end -> ended.merge(end.state(), 1, Integer::sum));
        return ended;
    }

    long events() {
        return histories.values().stream().mapToLong(List::size).sum();
    }

    /** Those that were promised are there, and all that is there went its way by the rules. */
    void check(Set<UUID> promised, Set<UUID> cancelled, Map<UUID, List<String>> results) {
        assertThat(ends.keySet()).as("jobs that were accepted").containsAll(promised);
        assertThat(histories.keySet()).isEqualTo(ends.keySet());
        histories.forEach((job, entries) -> {
            checkMoves(job, entries);
            checkExecutions(job, entries);
            checkEnd(job, entries);
        });
        ends.forEach((job, end) -> assertThat(results.getOrDefault(job, List.of()))
                .as("results told of job %s", job)
                .hasSize(end.replied() ? 1 : 0)
                .allMatch(result -> result.contains(end.state().name())));
        assertThat(cancelled)
                .as("jobs whose cancel was answered")
                .allMatch(job -> ends.get(job).state() == JobState.CANCELLED);
    }

    private static void checkMoves(UUID job, List<Entry> entries) {
        JobState state = JobState.REGISTERED;
        int seq = 1;
        Instant at = Instant.MIN;
        assertThat(entries.get(0).event()).as("first of job %s", job).isEqualTo(JobEvent.REGISTER);
        for (Entry entry : entries) {
            assertThat(entry.seq()).as("numbers of %s: %s", job, entries).isEqualTo(seq++);
            assertThat(entry.at()).as("times of %s: %s", job, entries).isAfterOrEqualTo(at);
            at = entry.at();
            if (entry.event() != JobEvent.REGISTER) {
                assertThat(StateMachine.next(state, entry.event()))
                        .as("move of %s: %s", job, entries)
                        .contains(entry.state());
            }
            state = entry.state();
        }
    }

    /** Each start is of the execution that was dispatched last, none starts twice, and one process was told to run it. */
    private void checkExecutions(UUID job, List<Entry> entries) {
        UUID dispatched = null;
        Set<UUID> started = new HashSet<>();
        for (Entry entry : entries) {
            if (entry.event() == JobEvent.ENQUEUE || entry.event() == JobEvent.REDISPATCH) {
                assertThat(entry.execution())
                        .as("executions of %s: %s", job, entries)
                        .isNotEqualTo(dispatched);
                dispatched = entry.execution();
            } else if (entry.event() == JobEvent.START) {
                assertThat(entry.execution())
                        .as("start of %s: %s", job, entries)
                        .isEqualTo(dispatched);
                assertThat(started.add(dispatched))
                        .as("starts of %s: %s", job, entries)
                        .isTrue();
            }
        }
        for (UUID execution : started) {
            assertThat(ledger.accepted().getOrDefault(execution, Set.of()))
                    .as("processes that were told to run %s of %s", execution, job)
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    private void checkEnd(UUID job, List<Entry> entries) {
        End end = ends.get(job);
        assertThat(entries.stream().filter(entry -> entry.state().isTerminal()))
                .as("ends of %s: %s", job, entries)
                .hasSize(1);
        assertThat(entries.get(entries.size() - 1).state()).isEqualTo(end.state());
        long failures = entries.stream()
                .filter(entry -> entry.event() == JobEvent.RETRY)
                .count();
        assertThat(failures).as("retries of %s", job).isLessThan(end.attempts() == null ? 1 : end.attempts());
        assertThat(end.crashes()).as("crashes of %s", job).isLessThanOrEqualTo(3);
        boolean expired = entries.stream().anyMatch(entry -> entry.event() == JobEvent.EXPIRE);
        Outcome reported = ledger.outcome(end.execution());
        String why = "end of %s, reported as %s: %s %s".formatted(job, reported, end, entries);
        switch (end.state()) {
            case SUCCEEDED -> assertThat(reported).as(why).isEqualTo(Outcome.SUCCEEDED);
            case FAILED ->
                assertThat(reported == Outcome.FAILED || "WORKER_LOST".equals(end.reason()))
                        .as(why)
                        .isTrue();
            case TIMED_OUT ->
                assertThat(reported == Outcome.TIMED_OUT || expired || "DEADLINE_PASSED".equals(end.reason()))
                        .as(why)
                        .isTrue();
            case CANCELLED ->
                assertThat(entries.stream().filter(entry -> entry.event() == JobEvent.CANCEL))
                        .as(why)
                        .hasSize(1);
            case REGISTERED, SCHEDULED, WAITING, ENQUEUED, RUNNING, PAUSED, BLOCKED ->
                throw new AssertionError("not ended: " + why);
        }
    }

    /** Those that have not ended, each with where it stands; for the message of a failure. */
    static List<String> open(Database database) {
        return database.list(
                "select id, state, reason, type, tenant, name, due_at, cancel_requested_at from job where state not in"
                        + " ('SUCCEEDED', 'FAILED', 'CANCELLED', 'TIMED_OUT') order by id",
                row -> row.text("id") + " " + row.text("state") + " " + row.text("reason") + " " + row.text("type")
                        + " " + row.text("tenant") + " " + row.text("name") + " due " + row.instant("due_at"));
    }
}
