package org.jobyard.dispatch;

import org.jobyard.job.Job;

/**
 * A name within its tenant.
 *
 * @param tenant the tenant
 * @param name the name, as it was given
 */
public record JobName(String tenant, String name) {
    /** A job's. */
    public static JobName of(Job job) {
        return new JobName(job.spec().tenant(), job.spec().name());
    }
}
