package org.jobyard.workers;

import java.time.Instant;
import java.util.UUID;
import org.jobyard.job.JobState;

/**
 * A job that a worker runs.
 *
 * @param id the job
 * @param name its name
 * @param type its type
 * @param state RUNNING or PAUSED
 * @param attempt number of the attempt, from 1
 * @param startedAt when the worker began
 */
public record WorkerJob(UUID id, String name, String type, JobState state, int attempt, Instant startedAt) {}
