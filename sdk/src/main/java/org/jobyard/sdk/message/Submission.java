package org.jobyard.sdk.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;

/**
 * A job to register. The job's id is the message id.
 *
 * @param v version of the message, 1
 * @param name name for people and for the same-name policy; null: the type
 * @param type type of work, such as {@code script}; never null
 * @param parameters what the worker of that type needs; null: empty
 * @param priority 0 (lowest) to 9; null: 4
 * @param startAt not to be started before; null: at once
 * @param timeout longest allowed run time from the start; null: no limit
 * @param reference free text of the submitter, not unique; may be null
 * @param sameName what it does about jobs that have its name; null: nothing, it runs beside them
 */
public record Submission(
        int v,
        String name,
        String type,
        ObjectNode parameters,
        Integer priority,
        Instant startAt,
        Duration timeout,
        String reference,
        SameName sameName) {
    /** A job that runs beside others of its name. */
    public Submission(
            int v,
            String name,
            String type,
            ObjectNode parameters,
            Integer priority,
            Instant startAt,
            Duration timeout,
            String reference) {
        this(v, name, type, parameters, priority, startAt, timeout, reference, null);
    }

    /** The same, but doing that about jobs that have its name. */
    public Submission with(SameName policy) {
        return new Submission(v, name, type, parameters, priority, startAt, timeout, reference, policy);
    }
}
