package org.jobyard.actions;

import java.util.Set;
import java.util.UUID;
import org.jobyard.query.JobFilter;

/**
 * Something that someone wants done to many jobs: either to those named or to those that fit a filter.
 *
 * @param action what
 * @param priority the priority to give; null with other actions
 * @param jobs the jobs; null: those that fit the filter
 * @param filter as of the list; null: the jobs are named
 * @param cursor the {@code next} of the call before; null for the first
 * @param most how many at most; null: {@link ActOnJobs#MOST}
 */
public record ActionRequest(
        JobAction action, Integer priority, Set<UUID> jobs, JobFilter filter, String cursor, Integer most) {}
