package org.jobyard.sdk.message;

import java.util.List;

/**
 * A request over AMQP was refused and changed nothing.
 *
 * @param v version of the message, 1
 * @param code stable code, the same as in the API's problems
 * @param detail what is wrong and what to do
 * @param errors each wrong field; never null
 */
public record Refusal(int v, String code, String detail, List<FieldError> errors) {
    /**
     * One wrong field.
     *
     * @param field path of the field, such as {@code parameters.script}
     * @param message what is wrong with it
     */
    public record FieldError(String field, String message) {}
}
