package org.jobyard.ra.api;

/**
 * What a start found of the time before.
 *
 * @param branchesRolledBack prepared database branches that were undecided and have been rolled back
 * @param transactionsReplayed committed transactions whose messages are published again
 */
public record RecoveryReport(int branchesRolledBack, int transactionsReplayed) {}
