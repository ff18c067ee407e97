package org.jobyard.log;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.UUID;
import org.jobyard.messaging.JsonColumns;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.JobyardException;
import org.jobyard.sdk.message.OutputFile;
import org.jobyard.sdk.store.OutputStore;
import org.jobyard.sdk.store.StoredFile;
import org.jobyard.security.Caller;
import org.jobyard.security.Role;

/** Reads the files that jobs left. */
@Stateless
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class Outputs {
    @Inject
    JobLogs jobLogs;

    @Inject
    OutputStore store;

    /**
     * The files of a job; empty while it has not ended.
     *
     * @throws JobyardException NOT_FOUND when there is no such job in the caller's tenant
     */
    public List<OutputFile> list(Caller caller, UUID job) {
        return JsonColumns.outputs(find(caller, job).outputs());
    }

    /**
     * Opens a file of a job; the caller closes it.
     *
     * @param name one of the names that {@link #list} gives
     * @throws JobyardException NOT_FOUND when there is no such job or file
     */
    public OutputDownload open(Caller caller, UUID job, String name) {
        JobLogs.JobLog log = find(caller, job);
        boolean listed = JsonColumns.outputs(log.outputs()).stream()
                .anyMatch(output -> output.name().equals(name));
        if (!listed) {
            throw new JobyardException(ErrorCode.NOT_FOUND, "The job left no such file.");
        }
        StoredFile file = StoredFile.output(log.folder(log.execution()), name);
        try {
            return new OutputDownload(name, store.size(file), store.open(file, 0, Long.MAX_VALUE));
        } catch (NoSuchFileException e) {
            throw gone(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JobyardException gone(NoSuchFileException cause) {
        JobyardException refusal =
                new JobyardException(ErrorCode.NOT_FOUND, "The file is no longer in the output store.");
        refusal.initCause(cause);
        return refusal;
    }

    private JobLogs.JobLog find(Caller caller, UUID job) {
        caller.require(Role.VIEWER);
        return jobLogs.find(job)
                .filter(log -> log.tenant().equals(caller.tenant()))
                .orElseThrow(() -> new JobyardException(ErrorCode.NOT_FOUND, "There is no such job."));
    }
}
