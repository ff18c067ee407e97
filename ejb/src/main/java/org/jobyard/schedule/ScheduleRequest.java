package org.jobyard.schedule;

import java.time.Duration;
import org.jobyard.schedule.times.Times;
import org.jobyard.submission.JobRequest;

/**
 * A schedule that someone asks for, as it came and not yet checked.
 *
 * @param name its name, unique in the tenant
 * @param times when it has slots
 * @param missed what becomes of missed slots; null: {@link MissedPolicy#LAST}
 * @param catchUp how old a missed slot may be and still run; null: a day
 * @param overlap what becomes of a slot while the run before it has not ended; null: {@link OverlapPolicy#SKIP}
 * @param job what to submit at each slot; its name, if none, is the schedule's
 */
public record ScheduleRequest(
        String name, Times times, MissedPolicy missed, Duration catchUp, OverlapPolicy overlap, JobRequest job) {}
