package org.jobyard.registration;

import java.util.UUID;
import org.jobyard.job.JobSpec;

/**
 * A checked job to be registered.
 *
 * @param spec the job
 * @param idempotencyKey the same key of the same owner is the same job; null: none
 * @param requestHash digest of what was asked for, to tell a repeat from another request under the same key; null
 *     without a key
 * @param schedule the schedule whose run it is; null: someone submitted it
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record Registration(JobSpec spec, String idempotencyKey, byte[] requestHash, UUID schedule) {
    /** A job that someone submitted. */
    public Registration(JobSpec spec, String idempotencyKey, byte[] requestHash) {
        this(spec, idempotencyKey, requestHash, null);
    }

    /** The same as the run of a schedule. */
    public Registration ofSchedule(UUID id) {
        return new Registration(spec, idempotencyKey, requestHash, id);
    }
}
