package org.jobyard.dispatch;

import java.util.Set;
import java.util.UUID;

/**
 * Fired on this node after the commit of the transaction that ended jobs, or that added to the log of ended ones.
 *
 * @param jobs their ids
 */
public record JobsEnded(Set<UUID> jobs) {}
