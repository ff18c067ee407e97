package org.jobyard.control;

/**
 * What shall be different about a job that has not been given to the broker.
 *
 * @param priority 0 (lowest) to 9; null: as it is
 */
public record JobChange(Integer priority) {}
