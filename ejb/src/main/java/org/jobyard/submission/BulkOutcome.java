package org.jobyard.submission;

import org.jobyard.platform.JobyardException;

/**
 * What became of one of many requests.
 *
 * @param submitted the durable job; null when it was refused
 * @param refusal why it was refused; null when it was taken
 */
public record BulkOutcome(Submitted submitted, JobyardException refusal) {
    static BulkOutcome taken(Submitted submitted) {
        return new BulkOutcome(submitted, null);
    }

    static BulkOutcome refused(JobyardException refusal) {
        return new BulkOutcome(null, refusal);
    }
}
