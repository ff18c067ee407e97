package org.jobyard.web.view.submit;

/** How often what is submitted runs. */
public enum Repeat {
    /** Once: a job. */
    ONCE,
    /** On a schedule, by a cron expression. */
    CRON,
    /** On a schedule, again whenever as long has passed. */
    INTERVAL
}
