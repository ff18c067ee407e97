package org.jobyard.status;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;
import org.jobyard.messaging.Notification;

/**
 * Who on this node follows what. Fed after commits; a follower then reads the database, so a lost or doubled wake-up does
 * no harm. Thread-safe; callbacks run on the feeding thread, must be short and must not block.
 */
@ApplicationScoped
public class LiveUpdates {
    /** A tenant's followers; identity, not equality, tells them apart. */
    private static final class Follower {
        private final Consumer<Set<UUID>> callback;

        private Follower(Consumer<Set<UUID>> callback) {
            this.callback = callback;
        }
    }

    private final Map<UUID, Set<Follower>> byJob = new ConcurrentHashMap<>();
    private final Map<String, Set<Follower>> byTenant = new ConcurrentHashMap<>();

    /**
     * Calls {@code wake} after each change of a job, its log included.
     *
     * @return ends it; closing twice does nothing
     */
    public AutoCloseable follow(UUID job, Runnable wake) {
        return add(byJob, job, new Follower(changed -> wake.run()));
    }

    /**
     * Calls {@code changed} with the ids of jobs of a tenant that changed; with an empty set when it is not known which
     * (after a reconnect).
     *
     * @return ends it; closing twice does nothing
     */
    public AutoCloseable followTenant(String tenant, Consumer<Set<UUID>> changed) {
        return add(byTenant, tenant, new Follower(changed));
    }

    void onNotification(@Observes Notification notification) {
        notification.jobs().forEach(this::changed);
        if (notification.workers()) {
            // Workers are everybody's. Who follows one job only is not concerned.
            byTenant.values().forEach(LiveUpdates::tellUnknown);
        }
    }

    /** Jobs of a tenant changed. */
    public void changed(String tenant, Set<UUID> jobs) {
        for (UUID job : jobs) {
            byJob.getOrDefault(job, Set.of()).forEach(follower -> follower.callback.accept(jobs));
        }
        byTenant.getOrDefault(tenant, Set.of()).forEach(follower -> follower.callback.accept(jobs));
    }

    /** Something may have changed unheard: wakes everybody. */
    public void wakeAll() {
        byJob.values().forEach(LiveUpdates::tellUnknown);
        byTenant.values().forEach(LiveUpdates::tellUnknown);
    }

    private static void tellUnknown(Set<Follower> followers) {
        followers.forEach(follower -> follower.callback.accept(Set.of()));
    }

    private static <K> AutoCloseable add(Map<K, Set<Follower>> followers, K key, Follower follower) {
        followers.compute(key, (k, present) -> {
            Set<Follower> set = present == null ? new CopyOnWriteArraySet<>() : present;
            set.add(follower);
            return set;
        });
        return () -> followers.computeIfPresent(key, (k, present) -> {
            present.remove(follower);
            return present.isEmpty() ? null : present;
        });
    }
}
