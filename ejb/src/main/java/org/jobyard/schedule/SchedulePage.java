package org.jobyard.schedule;

import java.util.List;

/**
 * A page of schedules, by name.
 *
 * @param schedules its schedules
 * @param next opaque cursor of the next page; null at the end
 */
public record SchedulePage(List<ScheduleSummary> schedules, String next) {}
