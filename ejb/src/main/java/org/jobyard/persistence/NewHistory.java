package org.jobyard.persistence;

import java.util.List;
import org.jobyard.job.HistoryEntry;

/** The insertion of history entries. */
final class NewHistory {
    static final String INSERT = """
            insert into job_event (job_id, seq, at, event, state, attempt, execution, actor, detail)
            select * from unnest(?::uuid[], ?::int[], ?::timestamptz[], ?::text[], ?::text[], ?::int[], ?::uuid[],
                ?::text[], ?::text[])
            """;

    private NewHistory() {}

    static Columns<HistoryEntry> columns(List<HistoryEntry> entries) {
        return new Columns<>(entries)
                .add(HistoryEntry::job)
                .add(HistoryEntry::seq)
                .add(HistoryEntry::at)
                .add(HistoryEntry::event)
                .add(HistoryEntry::state)
                .add(HistoryEntry::attempt)
                .add(HistoryEntry::execution)
                .add(HistoryEntry::actor)
                .add(HistoryEntry::detail);
    }
}
