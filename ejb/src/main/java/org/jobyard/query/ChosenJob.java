package org.jobyard.query;

import java.util.UUID;
import org.jobyard.job.JobState;

/**
 * A job that something is to be done to.
 *
 * @param id its id
 * @param name its name
 * @param state where it stands
 */
public record ChosenJob(UUID id, String name, JobState state) {}
