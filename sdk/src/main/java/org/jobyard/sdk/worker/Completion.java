package org.jobyard.sdk.worker;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jobyard.sdk.message.ErrorInfo;
import org.jobyard.sdk.message.OutputFile;

/**
 * How a run went.
 *
 * @param result the job's result, any JSON; may be null
 * @param exitCode exit code of a process; null where there was none
 * @param error why it failed; null: it succeeded
 * @param outputs files left in the output store
 * @param location where the output store keeps them; null: none
 */
public record Completion(
        JsonNode result, Integer exitCode, ErrorInfo error, List<OutputFile> outputs, String location) {
    /** Success. */
    public static Completion succeeded(JsonNode result) {
        return new Completion(result, null, null, List.of(), null);
    }

    /** Failure. */
    public static Completion failed(String code, String message) {
        return new Completion(null, null, new ErrorInfo(code, message), List.of(), null);
    }
}
