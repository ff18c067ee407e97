package org.jobyard.sdk.message;

/**
 * A file that an execution left.
 *
 * @param name path relative to the execution's output folder, with {@code /} between parts
 * @param size length in bytes
 * @param sha256 digest of its content, 64 lower-case hexadecimal digits
 */
public record OutputFile(String name, long size, String sha256) {}
