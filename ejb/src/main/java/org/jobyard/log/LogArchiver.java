package org.jobyard.log;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jobyard.dispatch.JobsEnded;

/** Has logs moved to the store when their jobs end. What fails, or was left by a crash, is found by the next look. */
@ApplicationScoped
public class LogArchiver {
    private static final Logger LOG = Logger.getLogger(LogArchiver.class.getName());
    private static final int BATCH = 500;

    @Inject
    Instance<ArchiveLogs> archiveLogs;

    void onJobsEnded(@Observes JobsEnded ended) {
        archiveLogs.get().withLogs(ended.jobs()).forEach(this::archive);
    }

    /** Moves what is left from before. Not inside a transaction. */
    public void archiveLeft() {
        List<UUID> left = archiveLogs.get().left(BATCH);
        left.forEach(this::archive);
    }

    private void archive(UUID job) {
        try {
            archiveLogs.get().archive(job);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, e, () -> "The log of job " + job + " stays in the database for now");
        }
    }
}
