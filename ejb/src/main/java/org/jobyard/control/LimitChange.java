package org.jobyard.control;

/**
 * A limit or a hold that somebody wants, in place of what there is.
 *
 * @param type type of job; null: all types together
 * @param tenant tenant; null: all tenants together
 * @param destination destination; null: all destinations together, and the jobs that have none
 * @param most how many jobs may be in the broker or run at once; null: no limit
 * @param held true when none may be given to the broker; null: false
 */
public record LimitChange(String type, String tenant, String destination, Integer most, Boolean held) {}
