package org.jobyard.log;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.UUID;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.JobyardException;
import org.jobyard.sdk.store.OutputStore;
import org.jobyard.sdk.store.StoredFile;
import org.jobyard.security.Caller;
import org.jobyard.security.Role;

/** Reads logs, wherever they are. What it gives has no gaps, and never changes once given. */
@Stateless
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class LogReader {
    /** Most bytes of one slice. */
    public static final int MAX_BYTES = 1 << 20;

    @Inject
    JobLogs jobLogs;

    @Inject
    LogChunks chunks;

    @Inject
    OutputStore store;

    /**
     * A piece of the log of a job's last execution.
     *
     * @param offset first byte wanted; beyond the end the slice is empty
     * @param maxBytes most bytes wanted; at most {@link #MAX_BYTES} are given
     * @throws JobyardException NOT_FOUND, INVALID for a negative offset or length
     */
    public LogSlice read(Caller caller, UUID job, LogStream stream, long offset, int maxBytes) {
        JobLogs.JobLog log = find(caller, job);
        return log.execution() == null
                ? new LogSlice(null, offset, new byte[0], offset, log.state().isTerminal())
                : read(log, log.execution(), stream, offset, maxBytes);
    }

    /** The same of an execution that the caller names, such as an earlier attempt. */
    public LogSlice read(Caller caller, UUID job, UUID execution, LogStream stream, long offset, int maxBytes) {
        return read(find(caller, job), execution, stream, offset, maxBytes);
    }

    private JobLogs.JobLog find(Caller caller, UUID job) {
        caller.require(Role.VIEWER);
        return jobLogs.find(job)
                .filter(log -> log.tenant().equals(caller.tenant()))
                .orElseThrow(() -> new JobyardException(ErrorCode.NOT_FOUND, "There is no such job."));
    }

    private LogSlice read(JobLogs.JobLog log, UUID execution, LogStream stream, long offset, int maxBytes) {
        if (offset < 0 || maxBytes < 0) {
            throw new JobyardException(ErrorCode.INVALID, "Offset and length of a log must not be negative.");
        }
        int most = Math.min(maxBytes, MAX_BYTES);
        try {
            return log.archivedAt() == null
                    ? fromChunks(log, execution, stream, offset, most)
                    : fromStore(log, execution, stream, offset, most);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LogSlice fromChunks(JobLogs.JobLog log, UUID execution, LogStream stream, long offset, int most)
            throws IOException {
        long prefix = chunks.prefix(log.job(), execution, stream);
        int length = (int) Math.max(0, Math.min(most, prefix - offset));
        byte[] content = length == 0 ? new byte[0] : chunks.read(log.job(), execution, stream, offset, length);
        if (content.length == 0 || content.length < length) {
            JobLogs.JobLog now = jobLogs.find(log.job()).orElse(log);
            if (now.archivedAt() != null) {
                // It moved to the store between these reads.
                return fromStore(now, execution, stream, offset, most);
            }
        }
        long end = offset + content.length;
        return new LogSlice(
                execution, offset, content, end, end >= prefix && isComplete(log, execution, stream, prefix));
    }

    private static boolean isComplete(JobLogs.JobLog log, UUID execution, LogStream stream, long prefix) {
        if (!execution.equals(log.execution())) {
            return true;
        }
        Long announced = log.announced(stream);
        return log.state().isTerminal() && (announced == null || prefix >= announced);
    }

    private LogSlice fromStore(JobLogs.JobLog log, UUID execution, LogStream stream, long offset, int most)
            throws IOException {
        StoredFile file = StoredFile.log(log.folder(execution), stream.wire());
        try (InputStream in = store.open(file, offset, most)) {
            byte[] content = in.readNBytes(most);
            long end = offset + content.length;
            return new LogSlice(execution, offset, content, end, end >= store.size(file));
        } catch (NoSuchFileException e) {
            // A stream on which nothing was written has no file.
            return new LogSlice(execution, offset, new byte[0], offset, true);
        }
    }
}
