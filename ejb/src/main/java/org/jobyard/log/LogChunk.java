package org.jobyard.log;

import java.util.UUID;

/**
 * A piece of a stream as its worker sent it.
 *
 * @param job the job
 * @param execution the execution
 * @param stream the stream
 * @param start offset in bytes of its first byte
 * @param content its bytes
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record LogChunk(UUID job, UUID execution, LogStream stream, long start, byte[] content) {}
