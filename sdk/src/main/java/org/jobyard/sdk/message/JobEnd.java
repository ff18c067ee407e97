package org.jobyard.sdk.message;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The one result of a job, told to its submitter, after all its statuses.
 *
 * @param v version of the message, 1
 * @param job the job
 * @param state its terminal state
 * @param result the job's result; may be null
 * @param exitCode exit code; may be null
 * @param error why it did not succeed; null on success
 * @param outputs files in the output store; never null
 * @param location where the output store keeps them; may be null
 * @param attempts how many attempts it took
 * @param at when it ended, by the server's clock
 * @param passed states it went through since the message before, oldest first; null: none
 */
public record JobEnd(
        int v,
        UUID job,
        String state,
        JsonNode result,
        Integer exitCode,
        ErrorInfo error,
        List<OutputFile> outputs,
        String location,
        int attempts,
        Instant at,
        List<Passed> passed) {}
