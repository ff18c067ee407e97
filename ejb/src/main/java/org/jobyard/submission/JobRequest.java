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
 * @param destination where its work takes place, or what it acts upon; null: nothing is said
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
        String destination,
        Terms terms) {
    /** A request for a job of a type, of which nothing else is said yet. */
    public static Builder of(String type) {
        return new Builder(type);
    }

    /** The same job again, under a name and at another time; its id, key and trace are its own. */
    public JobRequest again(String newName, Instant time) {
        return of(type).name(newName)
                .parameters(parameters)
                .priority(priority)
                .startAt(time)
                .timeout(timeout)
                .reference(reference)
                .replyTo(replyTo)
                .destination(destination)
                .terms(terms)
                .build();
    }

    /** Says of a job one thing after another; what is not said, or null, is as the record's parameters tell. */
    public static final class Builder {
        private final String type;
        private UUID id;
        private String name;
        private ObjectNode parameters;
        private Integer priority;
        private Instant startAt;
        private Duration timeout;
        private String reference;
        private String idempotencyKey;
        private String replyTo;
        private String traceParent;
        private String destination;
        private Terms terms;

        private Builder(String type) {
            this.type = type;
        }

        public Builder id(UUID value) {
            id = value;
            return this;
        }

        public Builder name(String value) {
            name = value;
            return this;
        }

        public Builder parameters(ObjectNode value) {
            parameters = value;
            return this;
        }

        public Builder priority(Integer value) {
            priority = value;
            return this;
        }

        public Builder startAt(Instant value) {
            startAt = value;
            return this;
        }

        public Builder timeout(Duration value) {
            timeout = value;
            return this;
        }

        public Builder reference(String value) {
            reference = value;
            return this;
        }

        public Builder idempotencyKey(String value) {
            idempotencyKey = value;
            return this;
        }

        public Builder replyTo(String value) {
            replyTo = value;
            return this;
        }

        public Builder traceParent(String value) {
            traceParent = value;
            return this;
        }

        public Builder destination(String value) {
            destination = value;
            return this;
        }

        public Builder terms(Terms value) {
            terms = value;
            return this;
        }

        public JobRequest build() {
            return new JobRequest(
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
                    destination,
                    terms);
        }
    }
}
