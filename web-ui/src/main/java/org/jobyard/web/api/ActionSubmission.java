package org.jobyard.web.api;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jobyard.actions.ActionRequest;
import org.jobyard.actions.JobAction;
import org.jobyard.job.JobState;
import org.jobyard.query.JobFilter;

/**
 * What a client sends to have something done to many jobs; the core checks the values.
 *
 * @param action what
 * @param priority the priority to give; null with other actions
 * @param jobs the jobs; null: those that fit the filter
 * @param filter as of the list; null: the jobs are named
 * @param cursor the {@code next} of the answer before; null: from the newest on
 * @param most how many at most; null: as many as are done in one call
 */
record ActionSubmission(
        JobAction action, Integer priority, Set<UUID> jobs, Filter filter, String cursor, Integer most) {

    /** The parameters of the list. */
    record Filter(
            Set<JobState> state,
            String name,
            String type,
            String owner,
            String destination,
            Instant from,
            Instant to) {}

    ActionRequest request() {
        JobFilter chosen = filter == null
                ? null
                : new JobFilter(
                        filter.state,
                        filter.name,
                        filter.type,
                        filter.owner,
                        filter.destination,
                        filter.from,
                        filter.to);
        return new ActionRequest(action, priority, jobs, chosen, cursor, most);
    }
}
