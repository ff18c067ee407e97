package org.jobyard.sdk.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

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
 * @param retry how often it is tried again when it fails; null: never
 * @param deadline how long after its submission it must have ended, running or not; null: no limit
 * @param destination where its work takes place, or what it acts upon, such as a host or a database; null: nothing is said
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
        SameName sameName,
        Retry retry,
        Duration deadline,
        String destination) {
    /**
     * How often a job that fails is tried again, and when.
     *
     * @param attempts most attempts, the first one included
     * @param delay pause after the first failure; null: 10 s. Up to a quarter more is added at random
     * @param backoff how it grows; null: not at all
     * @param on error codes after which it is tried again; null: any
     */
    public record Retry(int attempts, Duration delay, Backoff backoff, List<String> on) {}

    /** How the pause before a next attempt grows. */
    public enum Backoff {
        /** It is always the same. */
        FIXED,
        /** It is twice as long each time. */
        EXPONENTIAL
    }

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
        this(v, name, type, parameters, priority, startAt, timeout, reference, null, null, null, null);
    }

    /** The same, but doing that about jobs that have its name. */
    public Submission with(SameName policy) {
        return new Submission(
                v, name, type, parameters, priority, startAt, timeout, reference, policy, retry, deadline, destination);
    }

    /** The same, but tried again when it fails. */
    public Submission with(Retry policy) {
        return new Submission(
                v,
                name,
                type,
                parameters,
                priority,
                startAt,
                timeout,
                reference,
                sameName,
                policy,
                deadline,
                destination);
    }

    /** The same, but ended when it has not ended so long after its submission. */
    public Submission within(Duration limit) {
        return new Submission(
                v, name, type, parameters, priority, startAt, timeout, reference, sameName, retry, limit, destination);
    }

    /** The same, but at this destination: lower-case letters, digits, dots, hyphens and underscores, up to 100. */
    public Submission at(String place) {
        return new Submission(
                v, name, type, parameters, priority, startAt, timeout, reference, sameName, retry, deadline, place);
    }
}
