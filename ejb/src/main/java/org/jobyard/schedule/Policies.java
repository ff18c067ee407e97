package org.jobyard.schedule;

import java.time.Duration;

/**
 * How a schedule treats slots that cannot run at their time.
 *
 * @param missed what becomes of missed ones
 * @param catchUp how old a missed one may be and still run
 * @param overlap what becomes of one while the run before it has not ended
 */
record Policies(MissedPolicy missed, Duration catchUp, OverlapPolicy overlap) {}
