package org.jobyard.retention;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jobyard.persistence.Database;
import org.jobyard.sdk.store.OutputStore;

/**
 * Deletes the files of jobs whose rows are deleted. The rows went first: a crash in between leaves files that nobody shows and that
 * are deleted later, never a job whose files are missing.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class DeleteFiles {
    private static final Logger LOG = Logger.getLogger(DeleteFiles.class.getName());
    private static final int BATCH = 200;

    private record Deleted(UUID id, String tenant) {}

    @Inject
    Database database;

    @Inject
    OutputStore store;

    @Inject
    Clock clock;

    /**
     * Deletes those of a batch of jobs. What cannot be deleted is left for the next time; it comes after all others.
     *
     * @return true when some were deleted and there may be more
     */
    public boolean delete() {
        List<Deleted> batch = database.list(
                // Who submits may choose an id again: then the files are those of the new job.
                "select id, tenant from deleted_job d where not exists (select from job j where j.id = d.id)"
                        + " order by deleted_at limit ? for update skip locked",
                row -> new Deleted(row.uuid("id"), row.text("tenant")),
                BATCH);
        List<UUID> gone = new ArrayList<>();
        List<UUID> left = new ArrayList<>();
        Exception last = null;
        for (Deleted job : batch) {
            try {
                store.delete(job.tenant(), job.id());
                gone.add(job.id());
            } catch (IOException | RuntimeException e) {
                left.add(job.id());
                last = e;
            }
        }
        if (last != null) {
            String first = left.get(0).toString();
            LOG.log(
                    Level.WARNING,
                    last,
                    () -> "The files of " + left.size() + " deleted jobs, such as " + first
                            + ", could not be deleted; tried again later");
            database.update("update deleted_job set deleted_at = ? where id = any(?)", clock.instant(), left);
        }
        if (!gone.isEmpty()) {
            database.update("delete from deleted_job where id = any(?)", gone);
        }
        return !gone.isEmpty() && batch.size() == BATCH;
    }
}
