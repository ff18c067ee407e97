package org.jobyard.figures;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jobyard.job.HistoryEntry;
import org.jobyard.job.Job;
import org.jobyard.job.JobEvent;
import org.jobyard.persistence.Columns;
import org.jobyard.persistence.Database;

/**
 * Counts first starts and ends in the transaction that writes them, so that each counts exactly once. It only inserts: a
 * counter that is changed would have every transaction wait for the one before it. Needs a transaction of the caller's.
 */
@ApplicationScoped
public class Tallies {
    private static final String INSERT = """
            insert into tally_entry (at, tenant, type, figure, bin, number)
            select * from unnest(?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::int[], ?::bigint[])
            """;

    private record Key(Instant at, String tenant, String type, Figure figure, int bin) {}

    @Inject
    Database database;

    /**
     * Counts what is news.
     *
     * @param jobs the jobs of which the news tell
     * @param news entries of their history that this transaction writes
     */
    public void count(Collection<Job> jobs, List<HistoryEntry> news) {
        Map<UUID, Job> byId = new HashMap<>();
        jobs.forEach(job -> byId.put(job.getId(), job));
        Map<Key, Long> counts = new LinkedHashMap<>();
        for (HistoryEntry entry : news) {
            if (entry.event() == JobEvent.START && entry.attempt() == 1) {
                Job job = byId.get(entry.job());
                counts.merge(
                        key(job, entry, Figure.STARTED, StartDelay.bin(StartDelay.of(job, entry.at()))), 1L, Long::sum);
            } else if (entry.state().isTerminal()) {
                counts.merge(key(byId.get(entry.job()), entry, Figure.ofEnd(entry.state()), 0), 1L, Long::sum);
            }
        }
        if (!counts.isEmpty()) {
            database.update(INSERT, columns(counts));
        }
    }

    private static Key key(Job job, HistoryEntry entry, Figure figure, int bin) {
        return new Key(
                entry.at().truncatedTo(ChronoUnit.MINUTES),
                job.spec().tenant(),
                job.spec().type(),
                figure,
                bin);
    }

    private static Object[] columns(Map<Key, Long> counts) {
        return new Columns<>(new ArrayList<>(counts.entrySet()))
                .add(count -> count.getKey().at())
                .add(count -> count.getKey().tenant())
                .add(count -> count.getKey().type())
                .add(count -> count.getKey().figure())
                .add(count -> count.getKey().bin())
                .add(Map.Entry::getValue)
                .toArray();
    }
}
