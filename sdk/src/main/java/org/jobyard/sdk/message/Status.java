package org.jobyard.sdk.message;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A job's new state, told to its submitter.
 *
 * @param v version of the message, 1
 * @param job the job
 * @param state its state, such as {@code ENQUEUED}
 * @param reason why it is in that state; may be null
 * @param at when it entered it, by the server's clock
 * @param passed states it went through since the message before, oldest first; null: none
 */
public record Status(int v, UUID job, String state, String reason, Instant at, List<Passed> passed) {}
