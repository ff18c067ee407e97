package org.jobyard.registration;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.jobyard.job.JobSpec;
import org.jobyard.job.Origin;

/**
 * A checked job to be registered.
 *
 * @param spec the job
 * @param idempotencyKey the same key of the same owner is the same job; null: none
 * @param requestHash digest of what was asked for, to tell a repeat from another request under the same key; null
 *     without a key
 * @param origin where it came from
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record Registration(JobSpec spec, String idempotencyKey, byte[] requestHash, Origin origin) {
    /** A job that someone submitted. */
    public Registration(JobSpec spec, String idempotencyKey, byte[] requestHash) {
        this(spec, idempotencyKey, requestHash, Origin.SUBMITTED);
    }

    /** The same as the run of a schedule. */
    public Registration ofSchedule(UUID id) {
        return new Registration(spec, idempotencyKey, requestHash, new Origin(id, null));
    }

    /**
     * The same as another run of a job that has ended. Under a key it is the same request as long as it is about the same
     * job: no digest has the length of an id.
     */
    public Registration ofRerun(UUID original) {
        byte[] hash = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(original.getMostSignificantBits())
                .putLong(original.getLeastSignificantBits())
                .array();
        return new Registration(spec, idempotencyKey, idempotencyKey == null ? null : hash, new Origin(null, original));
    }
}
