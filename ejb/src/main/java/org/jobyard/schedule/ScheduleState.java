package org.jobyard.schedule;

/** Whether a schedule goes on. */
public enum ScheduleState {
    /** It has slots to come. */
    ACTIVE,
    /** Someone holds it. */
    PAUSED,
    /** It has no slots any more. */
    ENDED
}
