package org.jobyard.messaging;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What a transaction changed, told to all nodes after its commit.
 *
 * @param v version of the message, 1
 * @param jobs the jobs that changed, by tenant
 * @param due the earliest time that something is due; null: nothing new
 * @param workers whether something about workers changed that people see
 */
public record Notification(int v, Map<String, Set<UUID>> jobs, Instant due, boolean workers) {
    /** Gathers a transaction's changes. Not thread-safe. */
    public static final class Builder {
        private final Map<String, Set<UUID>> jobs = new LinkedHashMap<>();
        private Instant due;
        private boolean workers;

        /** A job changed. */
        public Builder changed(String tenant, UUID job) {
            jobs.computeIfAbsent(tenant, t -> new LinkedHashSet<>()).add(job);
            return this;
        }

        /** Something is due then; null: nothing. */
        public Builder due(Instant at) {
            if (at != null && (due == null || at.isBefore(due))) {
                due = at;
            }
            return this;
        }

        /** Something about workers changed that people see: which there are, or what they do with work. */
        public Builder workers() {
            workers = true;
            return this;
        }

        /** True when there is nothing to tell. */
        public boolean isEmpty() {
            return jobs.isEmpty() && due == null && !workers;
        }

        /** What was gathered. */
        public Notification build() {
            return new Notification(1, jobs, due, workers);
        }
    }
}
