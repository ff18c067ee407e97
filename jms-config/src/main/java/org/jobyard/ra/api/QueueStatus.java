package org.jobyard.ra.api;

/**
 * A queue as the broker sees it.
 *
 * @param name its name
 * @param ready messages that wait to be delivered (those in delivery are not counted)
 * @param consumers consumers that listen
 */
public record QueueStatus(String name, long ready, int consumers) {}
