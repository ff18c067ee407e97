package org.jobyard.query;

import java.time.Instant;
import java.util.UUID;
import org.jobyard.job.JobState;

/**
 * One line of a job's history.
 *
 * @param seq its number within the job, from 1
 * @param at when
 * @param event what happened, as a code such as {@code START}
 * @param state the state it led to
 * @param attempt number of the attempt
 * @param execution the execution it concerns; may be null
 * @param actor the user or worker behind it; null: the server
 * @param detail for people; may be null
 */
public record JobEventView(
        int seq, Instant at, String event, JobState state, int attempt, UUID execution, String actor, String detail) {}
