package org.jobyard.web.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.EntityPart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.FieldError;
import org.jobyard.platform.JobyardException;
import org.jobyard.web.api.json.RequestJson;

/** A submission in two parts: {@code job}, the JSON (may be left out), and {@code script}, the file. */
final class MultipartSubmission {

    private static final String JOB = "job";
    private static final String SCRIPT = "script";

    private MultipartSubmission() {}

    /**
     * Joins the parts to what a JSON submission would have been.
     *
     * @throws JobyardException INVALID for parts that are missing, unknown, doubled or not readable
     */
    static JobSubmission read(List<EntityPart> parts) throws IOException {
        Map<String, byte[]> contents = contents(parts);
        byte[] json = contents.getOrDefault(JOB, "{}".getBytes(StandardCharsets.UTF_8));
        JobSubmission job = RequestJson.read(new ByteArrayInputStream(json), JobSubmission.class);
        ObjectNode parameters = job.parameters() == null ? JsonNodeFactory.instance.objectNode() : job.parameters();
        if (parameters.has(SCRIPT)) {
            throw invalid(List.of(new FieldError("parameters.script", "is in the part script already")));
        }
        parameters.put(SCRIPT, text(contents.get(SCRIPT)));
        return new JobSubmission(
                job.name(),
                job.type() == null ? "script" : job.type(),
                parameters,
                job.priority(),
                job.startAt(),
                job.timeout(),
                job.reference(),
                job.sameName(),
                job.retry(),
                job.deadline(),
                job.destination());
    }

    private static Map<String, byte[]> contents(List<EntityPart> parts) throws IOException {
        Map<String, byte[]> contents = new HashMap<>();
        List<FieldError> errors = new ArrayList<>();
        for (EntityPart part : parts) {
            String name = part.getName();
            if (!JOB.equals(name) && !SCRIPT.equals(name)) {
                errors.add(new FieldError(String.valueOf(name), "is not known here; the parts are job and script"));
            } else if (contents.put(name, part.getContent().readAllBytes()) != null) {
                errors.add(new FieldError(name, "is there twice"));
            }
        }
        if (!contents.containsKey(SCRIPT)) {
            errors.add(new FieldError(SCRIPT, "is missing; it is the script to run, as a file"));
        }
        if (!errors.isEmpty()) {
            throw invalid(errors);
        }
        return contents;
    }

    private static String text(byte[] content) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException notText) {
            throw invalid(List.of(new FieldError(SCRIPT, "is not text in UTF-8")));
        }
    }

    private static JobyardException invalid(List<FieldError> errors) {
        return new JobyardException(ErrorCode.INVALID, "The parts of the form are not as expected.", errors);
    }
}
