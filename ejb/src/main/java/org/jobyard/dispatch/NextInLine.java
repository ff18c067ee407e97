package org.jobyard.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jobyard.job.Job;
import org.jobyard.persistence.JobStore;
import org.jobyard.persistence.WaitingLanes;
import org.jobyard.persistence.WaitingLanes.Room;

/** Takes the next jobs out of a type's line, as far as limits and holds let it. Needs a transaction of the caller's. */
@ApplicationScoped
class NextInLine {
    @Inject
    JobStore jobs;

    @Inject
    WaitingLanes lanes;

    /**
     * Locks the next ones.
     *
     * @param places how many at most
     * @param limits those that are about the type, claimed
     */
    List<Job> claim(String type, int places, List<WorkLimit> limits) {
        int most = limits.stream()
                .filter(limit -> limit.tenant().equals(WorkLimit.ALL) && !limit.namesDestination())
                .mapToInt(WorkLimit::free)
                .reduce(places, Math::min);
        if (most == 0) {
            return List.of();
        }
        return limits.stream().anyMatch(WorkLimit::namesDestination)
                ? byDestination(type, most, limits)
                : byTenant(type, most, limits);
    }

    /** Nothing that a job's destination could change: the line is read without looking at any. */
    private List<Job> byTenant(String type, int places, List<WorkLimit> limits) {
        Map<String, Integer> shares = new HashMap<>();
        limits.stream()
                .filter(limit -> !limit.tenant().equals(WorkLimit.ALL))
                .forEach(limit -> shares.merge(limit.tenant(), limit.free(), Math::min));
        return jobs.claimWaiting(type, places, shares);
    }

    private List<Job> byDestination(String type, int places, List<WorkLimit> limits) {
        List<Room> rooms = limits.stream()
                .map(limit -> new Room(limit.tenant(), limit.destination(), limit.free()))
                .toList();
        return jobs.claimWaiting(new LineTurns(lanes.read(type, places, rooms), limits).take(places));
    }
}
