package org.jobyard.dispatch;

import java.util.Set;
import java.util.UUID;

/**
 * Fired on this node after the commit of a transaction that ended runs of schedules. Nobody may rely on hearing every one:
 * a crash comes between.
 *
 * @param schedules the schedules' ids
 */
public record RunsEnded(Set<UUID> schedules) {}
