package org.jobyard.query;

import java.util.List;

/**
 * A page of a list, newest first.
 *
 * @param jobs its jobs; there may be fewer than asked for, even none, and a {@code next} all the same: so far was looked
 * @param next opaque cursor of the next page; null at the end
 */
public record JobPage(List<JobSummary> jobs, String next) {}
