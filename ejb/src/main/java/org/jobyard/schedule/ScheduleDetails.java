package org.jobyard.schedule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/**
 * All there is to see of one schedule.
 *
 * @param summary what a list shows
 * @param job what it submits at each slot
 * @param upcoming its next slots, at most {@link ScheduleQueries#PREVIEW}, as if it were not paused
 */
public record ScheduleDetails(ScheduleSummary summary, ObjectNode job, List<Instant> upcoming) {}
