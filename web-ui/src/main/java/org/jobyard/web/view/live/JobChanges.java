package org.jobyard.web.view.live;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.faces.push.Push;
import jakarta.faces.push.PushContext;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jobyard.status.LiveUpdates;

/** Passes the ids of changed jobs to the open pages of the jobs' tenant; the pages then ask for what they show. */
@ApplicationScoped
public class JobChanges {

    @Inject
    LiveUpdates updates;

    @Inject
    @Push(channel = "jobs")
    PushContext jobs;

    // A tenant is followed from its first page on: tenants are few, and a message that nobody hears costs nothing.
    private final Map<String, AutoCloseable> followed = new ConcurrentHashMap<>();

    /** From now on the tenant's pages are told. */
    public void follow(String tenant) {
        followed.computeIfAbsent(tenant, t -> updates.followTenant(t, changed -> send(t, changed)));
    }

    private void send(String tenant, Set<UUID> changed) {
        jobs.send(changed.stream().map(UUID::toString).toList(), tenant);
    }

    @PreDestroy
    void stop() {
        followed.values().forEach(JobChanges::close);
    }

    private static void close(AutoCloseable following) {
        try {
            following.close();
        } catch (Exception e) {
            throw new IllegalStateException("following a tenant cannot be ended", e);
        }
    }
}
