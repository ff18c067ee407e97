package org.jobyard.log;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jobyard.persistence.Database;
import org.jobyard.sdk.store.OutputStore;
import org.jobyard.sdk.store.StoredFile;

/**
 * Moves the logs of ended jobs from the database to the output store. May be interrupted anywhere: the file is whole
 * before the chunks go, and writing it again changes nothing.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class ArchiveLogs {
    /** How long bytes that a result announced are waited for. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private record Stream(UUID execution, LogStream stream) {}

    @Inject
    Database database;

    @Inject
    JobLogs jobLogs;

    @Inject
    LogChunks chunks;

    @Inject
    OutputStore store;

    @Inject
    Clock clock;

    /** Ended jobs whose logs are still in the database; at most so many. */
    public List<UUID> left(int limit) {
        return database.list(
                "select j.id from job j where j.ended_at is not null and j.id in (select job_id from job_log) limit ?",
                row -> row.uuid("id"),
                limit);
    }

    /** Those of the jobs that have logs in the database: most short jobs have none. */
    public List<UUID> withLogs(Collection<UUID> jobs) {
        return database.list(
                "select distinct job_id from job_log where job_id = any(?)", row -> row.uuid("job_id"), jobs);
    }

    /** Moves the logs of a job, if it has ended and they are complete or nothing more is to be expected. */
    public void archive(UUID job) {
        // Of two nodes one does it; the other must not see half of the chunks gone.
        boolean mine = database.first(
                        "select pg_try_advisory_xact_lock(hashtext('jobyard.archive'), hashtext(?)) as mine",
                        row -> row.flag("mine"),
                        job.toString())
                .orElse(false);
        Optional<JobLogs.JobLog> found = jobLogs.find(job).filter(log -> log.endedAt() != null);
        if (!mine || found.isEmpty() || found.get().archivedAt() != null) {
            return;
        }
        List<Stream> streams = database.list(
                "select distinct execution, stream from job_log where job_id = ?",
                row -> new Stream(row.uuid("execution"), LogStream.of(row.text("stream"))),
                job);
        if (streams.isEmpty() || !isComplete(found.get(), streams)) {
            return;
        }
        streams.forEach(stream -> write(found.get(), stream));
        // Before the chunks go, so that a late chunk waits for this transaction and is then passed over.
        database.update("update job set archived_at = ? where id = ?", clock.instant(), job);
        chunks.delete(job);
    }

    private boolean isComplete(JobLogs.JobLog log, List<Stream> streams) {
        if (log.endedAt().plus(PATIENCE).isBefore(clock.instant())) {
            return true;
        }
        for (LogStream stream : LogStream.values()) {
            Long announced = log.announced(stream);
            boolean any = streams.contains(new Stream(log.execution(), stream));
            if (announced != null && announced > 0 && !any) {
                return false;
            }
            if (announced != null && any && chunks.prefix(log.job(), log.execution(), stream) < announced) {
                return false;
            }
        }
        return true;
    }

    private void write(JobLogs.JobLog log, Stream stream) {
        long length = chunks.prefix(log.job(), stream.execution(), stream.stream());
        StoredFile file =
                StoredFile.log(log.folder(stream.execution()), stream.stream().wire());
        try (InputStream content =
                new ChunkInputStream(chunks, log.job(), stream.execution(), stream.stream(), length)) {
            store.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException("the log of job " + log.job() + " could not be stored", e);
        }
    }
}
