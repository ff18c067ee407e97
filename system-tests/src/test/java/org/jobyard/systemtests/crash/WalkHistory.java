package org.jobyard.systemtests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jobyard.job.JobEvent;
import org.jobyard.job.JobState;
import org.jobyard.job.StateMachine;

/** What the database says that happened to one job. */
final class WalkHistory {
    private record Entry(Instant at, JobEvent event, JobState state, UUID execution) {}

    private final UUID job;
    private final String type;
    private final String name;
    private final boolean alone;
    private final List<Entry> entries = new ArrayList<>();

    /**
     * Of a job of which nothing is known yet.
     *
     * @param alone nobody else of its name may be active at the same time
     */
    WalkHistory(UUID job, String type, String name, boolean alone) {
        this.job = job;
        this.type = type;
        this.name = name;
        this.alone = alone;
    }

    void add(ResultSet row) throws SQLException {
        entries.add(new Entry(
                row.getTimestamp("at").toInstant(),
                JobEvent.valueOf(row.getString("event")),
                JobState.valueOf(row.getString("state")),
                row.getObject("execution", UUID.class)));
    }

    UUID job() {
        return job;
    }

    String type() {
        return type;
    }

    String name() {
        return name;
    }

    boolean isAlone() {
        return alone;
    }

    int size() {
        return entries.size();
    }

    JobState end() {
        return entries.get(entries.size() - 1).state();
    }

    /** Only legal transitions, one end, and no execution that was accepted twice or after another had been dispatched. */
    void check() {
        assertThat(entries).as("history of %s", job).isNotEmpty();
        assertThat(entries.get(0).event()).as("%s", this).isEqualTo(JobEvent.REGISTER);
        JobState state = JobState.REGISTERED;
        UUID dispatched = null;
        Set<UUID> started = new HashSet<>();
        for (Entry entry : entries) {
            if (entry.event() != JobEvent.REGISTER) {
                assertThat(StateMachine.next(state, entry.event()))
                        .as("move from %s by %s: %s", state, entry, this)
                        .contains(entry.state());
            }
            if (entry.event() == JobEvent.ENQUEUE || entry.event() == JobEvent.REDISPATCH) {
                dispatched = entry.execution();
            } else if (entry.event() == JobEvent.START) {
                assertThat(entry.execution()).as("start of %s", this).isEqualTo(dispatched);
                assertThat(started.add(dispatched)).as("starts of %s", this).isTrue();
            }
            state = entry.state();
        }
        assertThat(entries.stream().filter(entry -> entry.state().isTerminal()))
                .as("ends of %s", this)
                .hasSize(1);
        assertThat(state.isTerminal()).as("end of %s", this).isTrue();
    }

    /** From when to when it was with the broker or a worker: it took a place under limits. */
    List<Span> active() {
        List<Span> spans = new ArrayList<>();
        Instant since = null;
        JobState before = JobState.REGISTERED;
        for (Entry entry : entries) {
            boolean active = entry.state() == JobState.ENQUEUED
                    || entry.state() == JobState.RUNNING
                    || (entry.state() == JobState.PAUSED && before == JobState.RUNNING);
            if (active && since == null) {
                since = entry.at();
            } else if (!active && since != null) {
                spans.add(new Span(since, entry.at()));
                since = null;
            }
            before = entry.state();
        }
        return spans;
    }

    /** From when to when an execution was the accepted one; null: it never was. */
    Span accepted(UUID execution) {
        Instant since = null;
        for (Entry entry : entries) {
            if (since == null
                    && entry.event() == JobEvent.START
                    && entry.execution().equals(execution)) {
                since = entry.at();
            } else if (since != null && !isWithWorker(entry)) {
                return new Span(since, entry.at());
            }
        }
        return null;
    }

    private static boolean isWithWorker(Entry entry) {
        return (entry.state() == JobState.RUNNING || entry.state() == JobState.PAUSED)
                && entry.event() != JobEvent.LOSE
                && entry.event() != JobEvent.RETRY;
    }

    @Override
    public String toString() {
        return job + " " + type + " " + name + ": " + entries;
    }
}
