package org.jobyard.sdk.message;

import java.util.List;
import java.util.UUID;

/**
 * A request over AMQP was refused and changed nothing.
 *
 * @param v version of the message, 1
 * @param code stable code, the same as in the API's problems
 * @param detail what is wrong and what to do
 * @param errors each wrong field; never null
 * @param conflictingJob the job that has the name; null for other refusals
 */
public record Refusal(int v, String code, String detail, List<FieldError> errors, UUID conflictingJob) {
    /** A refusal that has nothing to do with another job. */
    public Refusal(int v, String code, String detail, List<FieldError> errors) {
        this(v, code, detail, errors, null);
    }

    /**
     * One wrong field.
     *
     * @param field path of the field, such as {@code parameters.script}
     * @param message what is wrong with it
     */
    public record FieldError(String field, String message) {}
}
