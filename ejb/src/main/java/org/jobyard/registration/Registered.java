package org.jobyard.registration;

import java.time.Instant;
import java.util.UUID;
import org.jobyard.job.Job;
import org.jobyard.job.JobState;

/**
 * What became of a {@link Registration}.
 *
 * @param kind what it was
 * @param id the job's id; for a conflict the id that was taken; for a taken name the job that has it
 * @param name the job's name
 * @param state its state now
 * @param reason why; may be null
 * @param scheduledAt when it may start, for one that waits for its time; else null
 */
public record Registered(Kind kind, UUID id, String name, JobState state, String reason, Instant scheduledAt) {
    /** What a registration turned out to be. */
    public enum Kind {
        /** A new job. */
        NEW,
        /** The same request again: the job is there already. */
        REPLAYED,
        /** The id is another submitter's. */
        CONFLICT,
        /** The idempotency key came with another request before. */
        MISMATCH,
        /** Another job that has not ended has the name. */
        NAME_TAKEN
    }

    static Registered of(Job job) {
        return new Registered(
                Kind.NEW, job.getId(), job.spec().name(), job.getState(), job.getReason(), job.getScheduledAt());
    }

    /** The same job, asked for a second time. */
    Registered again() {
        return new Registered(Kind.REPLAYED, id, name, state, reason, scheduledAt);
    }

    static Registered nameTaken(Registration registration, UUID by) {
        return new Registered(Kind.NAME_TAKEN, by, registration.spec().name(), null, null, null);
    }

    static Registered refused(Kind kind, Registration registration) {
        return new Registered(
                kind, registration.spec().id(), registration.spec().name(), null, null, null);
    }
}
