package org.jobyard.sdk.message;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/**
 * The end of an execution, sent by its worker after all its log chunks.
 *
 * @param v version of the message, 1
 * @param outcome how it ended
 * @param result the job's result, any JSON; may be null
 * @param exitCode exit code of the process; null where there was none
 * @param error why it failed; null on success
 * @param stdoutBytes length of stdout in bytes; the log is complete when that many are there
 * @param stderrBytes length of stderr in bytes
 * @param outputs files left in the output store; null: none
 * @param location where the output store keeps them; null: none
 * @param startedAt when the work began, by the worker's clock
 * @param endedAt when it ended, by the worker's clock
 */
public record Result(
        int v,
        Outcome outcome,
        JsonNode result,
        Integer exitCode,
        ErrorInfo error,
        long stdoutBytes,
        long stderrBytes,
        List<OutputFile> outputs,
        String location,
        Instant startedAt,
        Instant endedAt) {}
