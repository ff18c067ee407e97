package org.jobyard.log;

import java.util.UUID;

/**
 * A piece of a log, without gaps.
 *
 * @param execution whose log it is; null when the job never ran
 * @param offset offset in bytes of the first byte
 * @param content the bytes; empty when nothing is there yet
 * @param end offset after the content: where to go on
 * @param complete true when nothing will follow after {@code end}
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record LogSlice(UUID execution, long offset, byte[] content, long end, boolean complete) {}
