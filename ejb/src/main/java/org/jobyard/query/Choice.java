package org.jobyard.query;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import org.jobyard.job.JobState;

/**
 * Which jobs something is to be done to.
 *
 * @param jobs of these; null: of all
 * @param filter that fit; never null
 * @param states that are in one of these; never empty
 * @param withoutRerun only those that were not run again
 * @param notAtWorker only those that no worker has: one that is paused may be held by one
 */
public record Choice(
        Collection<UUID> jobs, JobFilter filter, Set<JobState> states, boolean withoutRerun, boolean notAtWorker) {}
