package org.jobyard.letters;

import java.time.Instant;
import java.util.UUID;

/**
 * A dead letter as a list shows it.
 *
 * @param id its id
 * @param kind why it is one
 * @param tenant whose it is; null when it tells of no job and no known token
 * @param job the job it is about; may be null
 * @param reason what was said of it
 * @param stackDigest equal for failures at the same place in the code; may be null
 * @param attempts how often it was tried
 * @param firstAt when it first failed
 * @param lastAt when it was given up
 * @param exchange exchange it came through; empty: {@code routingKey} is the name of its queue
 * @param routingKey routing key it came with
 * @param sentBack how often it was sent back before
 * @param returnable whether it can be sent back: not when nobody knows where it came from, or when its job was put back
 *     into its line
 * @param bodyBytes length of its body
 */
public record LetterSummary(
        UUID id,
        LetterKind kind,
        String tenant,
        UUID job,
        String reason,
        String stackDigest,
        int attempts,
        Instant firstAt,
        Instant lastAt,
        String exchange,
        String routingKey,
        int sentBack,
        boolean returnable,
        long bodyBytes) {}
