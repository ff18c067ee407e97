package org.jobyard.submission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jobyard.job.Terms;

/**
 * A job that someone asks for, as it came and not yet checked.
 *
 * @param id the job's id; null: the server makes a UUIDv7
 * @param name for people and for the same-name policy; null: the type
 * @param type type of work, such as {@code script}
 * @param parameters what the worker of that type needs; null: none
 * @param priority 0 (lowest) to 9; null: 4
 * @param startAt not to be started before; null: at once
 * @param timeout longest run time from the start; null: no limit
 * @param reference free text of the submitter; may be null
 * @param idempotencyKey the same key of the same user is the same job; null: none
 * @param replyTo queue for statuses and the result; null: none
 * @param traceParent W3C trace context of the request; null, or not well-formed: the job begins a trace of its own
 * @param terms on what terms it runs; null: the usual ones
 */
public record JobRequest(
        UUID id,
        String name,
        String type,
        ObjectNode parameters,
        Integer priority,
        Instant startAt,
        Duration timeout,
        String reference,
        String idempotencyKey,
        String replyTo,
        String traceParent,
        Terms terms) {
    /** On the usual terms. */
    public JobRequest(
            UUID id,
            String name,
            String type,
            ObjectNode parameters,
            Integer priority,
            Instant startAt,
            Duration timeout,
            String reference,
            String idempotencyKey,
            String replyTo,
            String traceParent) {
        this(
                id,
                name,
                type,
                parameters,
                priority,
                startAt,
                timeout,
                reference,
                idempotencyKey,
                replyTo,
                traceParent,
                null);
    }

    /** The same job again, under a name and at another time; its id, key and trace are its own. */
    public JobRequest again(String newName, Instant time) {
        return new JobRequest(
                null, newName, type, parameters, priority, time, timeout, reference, null, replyTo, null, terms);
    }
}
