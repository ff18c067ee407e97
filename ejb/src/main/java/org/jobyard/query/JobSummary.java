package org.jobyard.query;

import java.time.Instant;
import java.util.UUID;
import org.jobyard.job.JobState;

/**
 * A job as a line of a list. Times are by the server's clock and null when the job did not come so far.
 *
 * @param id its id, a UUIDv7 when the server made it
 * @param tenant whose it is
 * @param owner name of the user who submitted it
 * @param name its name
 * @param type type of work
 * @param state where it stands
 * @param reason why, as a code; may be null
 * @param priority 0 to 9
 * @param attempt number of the present or last attempt; 0 before the first
 * @param registeredAt when it became durable
 * @param desiredAt when its submitter wanted it started
 * @param scheduledAt for when it is planned
 * @param startedAt when the last attempt began
 * @param endedAt when it ended
 * @param worker name of the worker of the last attempt; may be null
 * @param progress 0 to 1; null: unknown
 * @param progressMessage for people; may be null
 * @param cancelRequested true when it runs and shall not any more
 * @param exitCode exit code; may be null
 * @param errorCode stable code of what went wrong; null on success
 * @param errorMessage the same for people
 * @param reference the submitter's text; may be null
 * @param destination where its work takes place, or what it acts upon; null: nothing is said
 */
public record JobSummary(
        UUID id,
        String tenant,
        String owner,
        String name,
        String type,
        JobState state,
        String reason,
        int priority,
        int attempt,
        Instant registeredAt,
        Instant desiredAt,
        Instant scheduledAt,
        Instant startedAt,
        Instant endedAt,
        String worker,
        Double progress,
        String progressMessage,
        boolean cancelRequested,
        Integer exitCode,
        String errorCode,
        String errorMessage,
        String reference,
        String destination) {}
