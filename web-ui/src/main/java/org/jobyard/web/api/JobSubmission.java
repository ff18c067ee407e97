package org.jobyard.web.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import org.jobyard.job.Retry;
import org.jobyard.job.SameName;
import org.jobyard.job.Terms;
import org.jobyard.submission.JobRequest;

/**
 * What a client sends to submit a job; the core checks the values.
 *
 * @param name for people; null: the type
 * @param type type of work
 * @param parameters what the worker of that type needs; null: none
 * @param priority 0 to 9; null: the core's default
 * @param startAt not before; null: at once
 * @param timeout longest run time; null: no limit
 * @param reference free text; may be null
 * @param sameName what it does about others of its name; null: nothing
 * @param retry how often it is tried again when it fails; null: never
 * @param deadline how long after its submission it must have ended; null: no limit
 * @param destination where its work takes place, or what it acts upon; null: nothing is said
 */
record JobSubmission(
        String name,
        String type,
        ObjectNode parameters,
        Integer priority,
        Instant startAt,
        Duration timeout,
        String reference,
        SameName sameName,
        Retry retry,
        Duration deadline,
        String destination) {

    JobRequest request(String idempotencyKey, String traceParent) {
        return JobRequest.of(type)
                .name(name)
                .parameters(parameters)
                .priority(priority)
                .startAt(startAt)
                .timeout(timeout)
                .reference(reference)
                .destination(destination)
                .idempotencyKey(idempotencyKey)
                .traceParent(traceParent)
                .terms(new Terms(sameName == null ? SameName.ALLOW : sameName, retry, deadline))
                .build();
    }
}
