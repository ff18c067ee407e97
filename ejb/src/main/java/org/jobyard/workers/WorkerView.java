package org.jobyard.workers;

import java.time.Instant;
import java.util.List;
import org.jobyard.sdk.message.WorkerMode;

/**
 * A worker as people see it.
 *
 * @param name its name
 * @param state how it stands
 * @param mode what it does with work, as it last said
 * @param order what an operator told this start of it last; null: nothing
 * @param types types of job it takes
 * @param capacity how many it runs at once
 * @param software version of its software; may be null
 * @param host name of its host; may be null
 * @param firstSeen when a worker of that name was first heard
 * @param lastSeen when it was last heard
 * @param running how many jobs it runs now, of all tenants
 * @param lateEvents what it said of executions that were no longer its own, since it was first heard; it was told to end
 *     them
 */
public record WorkerView(
        String name,
        WorkerState state,
        WorkerMode mode,
        WorkerOrder order,
        List<String> types,
        int capacity,
        String software,
        String host,
        Instant firstSeen,
        Instant lastSeen,
        int running,
        long lateEvents) {
    /** True when it was told something that it has not taken up yet. */
    public boolean pending() {
        return order != null && order.mode() != mode && state != WorkerState.GONE;
    }
}
