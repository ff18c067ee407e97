package org.jobyard.sdk.message;

import java.time.Instant;

/**
 * An execution was taken up by a worker.
 *
 * @param v version of the message, 1
 * @param at when, by the worker's clock
 */
public record Started(int v, Instant at) {}
