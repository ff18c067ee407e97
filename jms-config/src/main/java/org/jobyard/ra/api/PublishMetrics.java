package org.jobyard.ra.api;

/**
 * Counts of what was published since the adapter started.
 *
 * @param confirmed messages the broker has confirmed
 * @param unroutable messages no queue took, moved to the queue for unroutable messages
 * @param dropped best-effort messages no queue took
 * @param republished messages sent again after a lost connection or a refusal of the broker
 */
public record PublishMetrics(long confirmed, long unroutable, long dropped, long republished) {}
