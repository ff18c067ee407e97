package org.jobyard.sdk.message;

/**
 * Why something failed.
 *
 * @param code stable upper-case code such as {@code EXIT_CODE}, {@code INTERPRETER_MISSING}
 * @param message for people: what happened and what to do
 */
public record ErrorInfo(String code, String message) {}
