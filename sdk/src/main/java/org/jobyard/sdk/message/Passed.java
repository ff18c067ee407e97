package org.jobyard.sdk.message;

import java.time.Instant;

/**
 * A state that a job went through on its way to the one that a message tells of.
 *
 * @param state the state, such as {@code REGISTERED}
 * @param at when the job entered it, by the server's clock
 */
public record Passed(String state, Instant at) {}
