package org.jobyard.web.api;

import java.util.List;

/**
 * What a client sends to submit many jobs.
 *
 * @param jobs 1 to {@link BulkResource#MOST}
 */
record BulkSubmission(List<Item> jobs) {

    /**
     * One of them.
     *
     * @param job the job
     * @param idempotencyKey the same key of the same user is the same job; null: none
     */
    record Item(JobSubmission job, String idempotencyKey) {}
}
