package org.jobyard.workers;

import java.time.Instant;
import org.jobyard.sdk.message.WorkerMode;

/**
 * What an operator told a worker last.
 *
 * @param mode what it is to do with work
 * @param at when it was told
 * @param by by whom
 */
public record WorkerOrder(WorkerMode mode, Instant at, String by) {}
