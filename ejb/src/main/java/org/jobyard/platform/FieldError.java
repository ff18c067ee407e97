package org.jobyard.platform;

/**
 * One wrong field of a request.
 *
 * @param field its path, such as {@code parameters.script}
 * @param message what is wrong with it, for people
 */
public record FieldError(String field, String message) {}
