package org.jobyard.submission;

import java.time.Instant;
import java.util.UUID;
import org.jobyard.job.JobState;

/**
 * A job that is durable.
 *
 * @param id its id
 * @param name its name
 * @param state its state at the end of the submission
 * @param reason why it is in that state, as a code; may be null
 * @param scheduledAt when it may start, for one that waits for its time; else null
 * @param replayed true when the same submission came before and this tells of that job
 */
public record Submitted(UUID id, String name, JobState state, String reason, Instant scheduledAt, boolean replayed) {}
