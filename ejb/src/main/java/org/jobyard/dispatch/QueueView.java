package org.jobyard.dispatch;

/**
 * A queue with the line before it.
 *
 * @param name name of the queue in the broker
 * @param depth messages that wait in it; null when the broker cannot be asked or has no such queue
 * @param consumers who listen; null in the same cases
 * @param type the type of job it serves; null for Jobyard's own queues
 * @param waiting jobs of that type that wait in the database
 * @param enqueued jobs of that type given to the broker and not started
 * @param running jobs of that type that run
 */
public record QueueView(
        String name, Long depth, Integer consumers, String type, long waiting, long enqueued, long running) {}
