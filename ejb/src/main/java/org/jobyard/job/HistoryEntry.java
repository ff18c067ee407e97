package org.jobyard.job;

import java.time.Instant;
import java.util.UUID;

/**
 * One line of a job's history, written in the transaction that made it and never changed.
 *
 * @param job the job
 * @param seq its number within the job, from 1
 * @param at when
 * @param event what happened
 * @param from the state before; null: there was none. Not kept
 * @param state the state it led to
 * @param attempt number of the attempt
 * @param execution the execution it concerns; may be null
 * @param actor the user or worker behind it; null: the server
 * @param detail for people; may be null
 */
public record HistoryEntry(
        UUID job,
        int seq,
        Instant at,
        JobEvent event,
        JobState from,
        JobState state,
        int attempt,
        UUID execution,
        String actor,
        String detail) {}
