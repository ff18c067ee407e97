package org.jobyard.query;

import java.time.Instant;
import java.util.Set;
import org.jobyard.job.JobState;

/**
 * Which jobs a list shows. Null: any.
 *
 * @param states in one of these states; null or empty: any
 * @param name the name contains this, in any case
 * @param type of this type
 * @param owner submitted by this user
 * @param destination at this destination
 * @param from registered at or after
 * @param to registered before
 */
public record JobFilter(
        Set<JobState> states, String name, String type, String owner, String destination, Instant from, Instant to) {
    /** All jobs. */
    public static final JobFilter ALL = new JobFilter(null, null, null, null, null, null, null);

    /** Whether it asks for what no index knows: the jobs have to be looked through. */
    boolean looksThrough() {
        return name != null || type != null || owner != null || from != null || to != null;
    }

    /** The same, but in one of these states. */
    public JobFilter in(Set<JobState> others) {
        return new JobFilter(others, name, type, owner, destination, from, to);
    }
}
