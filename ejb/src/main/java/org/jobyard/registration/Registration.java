package org.jobyard.registration;

import org.jobyard.job.JobSpec;

/**
 * A checked job to be registered.
 *
 * @param spec the job
 * @param idempotencyKey the same key of the same owner is the same job; null: none
 * @param requestHash digest of what was asked for, to tell a repeat from another request under the same key; null
 *     without a key
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record Registration(JobSpec spec, String idempotencyKey, byte[] requestHash) {}
