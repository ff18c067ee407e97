package org.jobyard.job;

import java.util.UUID;

/**
 * Where a job came from.
 *
 * @param schedule the schedule whose run it is; null: none
 * @param rerunOf the job that it runs again; null: none
 */
public record Origin(UUID schedule, UUID rerunOf) {
    /** Someone submitted it. */
    public static final Origin SUBMITTED = new Origin(null, null);
}
