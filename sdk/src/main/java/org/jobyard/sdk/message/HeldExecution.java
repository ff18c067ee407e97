package org.jobyard.sdk.message;

import java.util.UUID;

/**
 * An execution that a worker holds: from the dispatch until it sends the result.
 *
 * @param job the job
 * @param execution the execution of it
 */
public record HeldExecution(UUID job, UUID execution) {}
