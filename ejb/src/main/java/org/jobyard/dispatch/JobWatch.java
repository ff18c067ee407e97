package org.jobyard.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jobyard.figures.StartDelay;
import org.jobyard.job.HistoryEntry;
import org.jobyard.job.Job;
import org.jobyard.job.JobEvent;
import org.jobyard.job.JobState;
import org.jobyard.platform.AfterCommit;

/**
 * Tells watchers of each first start and each end of a job that this node recorded, after the commit. Those of other
 * nodes are theirs to tell. Safe for threads.
 */
@ApplicationScoped
public class JobWatch {
    /** What a watcher is told; called on the thread that commits, so it must be short, and touch neither database nor broker. */
    public interface Watcher {
        /** A job was started for the first time, so long after it was submitted or, if that came later, after its time. */
        void started(Duration delay);

        /** A job ended. */
        void ended(JobState state);
    }

    @Inject
    AfterCommit afterCommit;

    @Inject
    RunTimes runTimes;

    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();

    /** Adds a watcher for the rest of the node's life. */
    public void add(Watcher watcher) {
        watchers.add(watcher);
    }

    /**
     * Tells the watchers once the present transaction has committed.
     *
     * @param jobs the jobs it moved
     * @param news what it wrote to their history
     */
    void tellAfterCommit(Collection<Job> jobs, List<HistoryEntry> news) {
        Map<UUID, Job> byId = new HashMap<>();
        jobs.forEach(job -> byId.put(job.getId(), job));
        List<Consumer<Watcher>> tells = new ArrayList<>();
        for (HistoryEntry entry : news) {
            if (entry.event() == JobEvent.START && entry.attempt() == 1) {
                Duration delay = StartDelay.of(byId.get(entry.job()), entry.at());
                tells.add(watcher -> watcher.started(delay));
            } else if (entry.state().isTerminal()) {
                tells.add(watcher -> watcher.ended(entry.state()));
                if (entry.event() == JobEvent.SUCCEED) {
                    Job job = byId.get(entry.job());
                    runTimes.ran(
                            job.spec().type(), Duration.between(job.execution().startedAt(), entry.at()));
                }
            }
        }
        if (!tells.isEmpty()) {
            afterCommit.runWithin(() -> tells.forEach(watchers::forEach));
        }
    }
}
