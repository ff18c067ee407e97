package org.jobyard.sdk.client;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jobyard.sdk.message.Progress;
import org.jobyard.sdk.message.Status;

/** What a client has heard of each job lately, to tell news from repetitions. Not thread-safe. */
final class SeenNews {
    private static final int MOST_JOBS = 100_000;

    private final Map<UUID, Job> jobs = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Job> eldest) {
            return size() > MOST_JOBS;
        }
    };

    boolean isNew(Status status) {
        Job job = job(status.job());
        return !job.ended && job.statuses.add(status);
    }

    boolean isNew(UUID id, Progress progress) {
        Job job = job(id);
        boolean isNew = !job.ended && !progress.equals(job.progress);
        job.progress = progress;
        return isNew;
    }

    boolean isFirstEnd(UUID id) {
        Job job = job(id);
        boolean first = !job.ended;
        job.ended = true;
        job.statuses.clear();
        return first;
    }

    private Job job(UUID id) {
        return jobs.computeIfAbsent(id, any -> new Job());
    }

    private static final class Job {
        private final Set<Status> statuses = new HashSet<>();
        private Progress progress;
        private boolean ended;
    }
}
