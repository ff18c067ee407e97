package org.jobyard.schedule;

/** What becomes of slots that nobody could keep, because the server was away or the schedule was paused. */
public enum MissedPolicy {
    /** Each runs, the oldest first, if it is not older than the catch-up window. */
    ALL,
    /** The last of them runs, if it is not older than the catch-up window. */
    LAST,
    /** None runs. */
    NONE
}
