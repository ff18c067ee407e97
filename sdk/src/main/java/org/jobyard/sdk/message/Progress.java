package org.jobyard.sdk.message;

import java.time.Instant;

/**
 * How far an execution is.
 *
 * @param v version of the message, 1
 * @param fraction 0 to 1; null: unknown
 * @param message for people; may be null
 * @param at when, by the sender's clock
 */
public record Progress(int v, Double fraction, String message, Instant at) {}
