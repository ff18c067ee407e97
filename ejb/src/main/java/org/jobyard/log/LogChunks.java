package org.jobyard.log;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jobyard.persistence.Database;

/** The chunks of logs that are not yet in the output store. */
@ApplicationScoped
public class LogChunks {
    @Inject
    Database database;

    @Inject
    Clock clock;

    /** Keeps chunks; one that is there already, or whose log is in the store already, is passed over. */
    public void add(List<LogChunk> chunks) {
        if (chunks.isEmpty()) {
            return;
        }
        List<LogChunk> ordered = chunks.stream()
                .sorted(Comparator.comparing((LogChunk chunk) -> chunk.job().toString())
                        .thenComparing(chunk -> chunk.execution().toString())
                        .thenComparing(LogChunk::stream)
                        .thenComparingLong(LogChunk::start))
                .toList();
        database.update(
                """
                insert into job_log (job_id, execution, stream, start, at, content)
                select t.job, t.execution, t.stream, t.start, ?, t.content
                from unnest(?::uuid[], ?::uuid[], ?::text[], ?::bigint[], ?::bytea[])
                    as t (job, execution, stream, start, content)
                join job j on j.id = t.job
                where j.archived_at is null
                on conflict do nothing
                """,
                clock.instant(),
                ordered.stream().map(LogChunk::job).toList(),
                ordered.stream().map(LogChunk::execution).toList(),
                ordered.stream().map(chunk -> chunk.stream().wire()).toList(),
                ordered.stream().map(LogChunk::start).toList(),
                ordered.stream().map(LogChunk::content).toList());
    }

    /** Length in bytes of the part of a stream that is there without a gap. */
    long prefix(UUID job, UUID execution, LogStream stream) {
        return database.first("""
                        with piece as (
                            select start, start + octet_length(content) as finish from job_log
                            where job_id = ? and execution = ? and stream = ?),
                        reach as (
                            select start, coalesce(max(finish) over (
                                order by start rows between unbounded preceding and 1 preceding), 0) as before, finish
                            from piece)
                        select coalesce(
                            (select min(before) from reach where start > before),
                            (select max(finish) from reach), 0) as prefix
                        """, row -> row.number("prefix"), job, execution, stream.wire())
                .orElse(0L);
    }

    /** The bytes from an offset on that are there without a gap, up to a number; fewer when the log is being moved to the store. */
    byte[] read(UUID job, UUID execution, LogStream stream, long offset, int length) {
        ByteArrayOutputStream content = new ByteArrayOutputStream(length);
        database.list(
                """
                select start, content from job_log
                where job_id = ? and execution = ? and stream = ? and start < ?
                    and start + octet_length(content) > ?
                order by start
                """,
                row -> {
                    long start = row.number("start");
                    byte[] piece = row.bytes("content");
                    long next = offset + content.size();
                    int count = (int) Math.min(start + piece.length - next, length - content.size());
                    if (start <= next && count > 0) {
                        content.write(piece, (int) (next - start), count);
                    }
                    return start;
                },
                job,
                execution,
                stream.wire(),
                offset + length,
                offset);
        return content.toByteArray();
    }

    /** Forgets all chunks of a job. */
    void delete(UUID job) {
        database.update("delete from job_log where job_id = ?", job);
    }
}
