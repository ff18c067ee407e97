package org.jobyard.walk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jobyard.job.JobState;
import org.jobyard.persistence.Database;

/** What became of all jobs, those too that were deleted meanwhile. */
final class Histories {
    private final Database database;
    private final Map<UUID, History> all = new LinkedHashMap<>();
    private final Set<UUID> deleted = new HashSet<>();

    Histories(Database database) {
        this.database = database;
    }

    /** Remembers the jobs that ended before then: they may be deleted from now on. */
    void remember(Instant endedBefore) {
        List<UUID> old = database.list("select id from job where ended_at < ?", row -> row.uuid("id"), endedBefore);
        old.removeAll(all.keySet());
        read(" where id = any(?::uuid[])", " where job_id = any(?::uuid[])", old)
                .forEach(all::put);
    }

    /** All has ended: reads what is left. What is not there any more was old enough to be deleted, and the rest is as it was. */
    void complete() {
        Map<UUID, History> left = read("", "");
        deleted.addAll(all.keySet());
        deleted.removeAll(left.keySet());
        left.forEach((job, history) -> {
            History before = all.put(job, history);
            assertThat(before).as("an end stays as it is").isIn(null, history);
        });
        for (String table : List.of("job_event", "job_log", "idempotency_key")) {
            assertThat(database.list("select distinct job_id from " + table, row -> row.uuid("job_id")))
                    .as("jobs of %s", table)
                    .isSubsetOf(left.keySet());
        }
    }

    private Map<UUID, History> read(String whichJobs, String whichEvents, Object... parameters) {
        Map<UUID, List<History.Entry>> entries = new LinkedHashMap<>();
        database.list(History.Entry.SELECT + whichEvents + " order by job_id, seq", History.Entry::read, parameters)
                .forEach(entry -> entries.computeIfAbsent(entry.job(), job -> new ArrayList<>())
                        .add(entry));
        Map<UUID, History> histories = new LinkedHashMap<>();
        database.list(History.End.SELECT + whichJobs, History.End::read, parameters)
                .forEach(end -> histories.put(end.job(), new History(end, entries.getOrDefault(end.job(), List.of()))));
        return histories;
    }

    /** By job. */
    Map<UUID, History> all() {
        return all;
    }

    /** The jobs that were deleted. */
    Set<UUID> deleted() {
        return deleted;
    }

    /** What there was, for people. */
    String counts() {
        Map<JobState, Integer> ended = new TreeMap<>();
        long events = 0;
        long pauses = 0;
        for (History history : all.values()) {
            ended.merge(history.end().state(), 1, Integer::sum);
            events += history.entries().size();
            pauses += history.pausedRuns();
        }
        return "%d jobs ended %s with %d events of history, %d runs paused, %d jobs deleted since"
                .formatted(all.size(), ended, events, pauses, deleted.size());
    }

    /** Those that have not ended, each with where it stands; for the message of a failure. */
    static List<String> open(Database database) {
        return database.list(
                "select j.*, (select string_agg(e.event || ' ' || e.at, ', ' order by e.seq) from job_event e"
                        + " where e.job_id = j.id) as history from job j where state not in"
                        + " ('SUCCEEDED', 'FAILED', 'CANCELLED', 'TIMED_OUT') order by id",
                row -> "%s %s %s, %s of %s named %s, due %s, execution %s at %s, cancelled %s, pause unconfirmed %s: %s"
                        .formatted(
                                row.uuid("id"),
                                row.text("state"),
                                row.text("reason"),
                                row.text("type"),
                                row.text("tenant"),
                                row.text("name"),
                                row.instant("due_at"),
                                row.uuid("execution_id"),
                                row.text("worker"),
                                row.instant("cancel_requested_at"),
                                row.text("pause_unconfirmed"),
                                row.text("history")));
    }
}
