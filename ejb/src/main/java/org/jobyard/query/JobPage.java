package org.jobyard.query;

import java.util.List;

/**
 * A page of a list, newest first.
 *
 * @param jobs its jobs
 * @param next opaque cursor of the next page; null at the end
 */
public record JobPage(List<JobSummary> jobs, String next) {}
