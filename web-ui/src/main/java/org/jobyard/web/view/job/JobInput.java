package org.jobyard.web.view.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jobyard.web.view.submit.Interpreter;

/** What a job was given: the script of a script job, and its other parameters. */
public final class JobInput {

    private final ObjectNode parameters;

    JobInput(ObjectNode parameters) {
        this.parameters = parameters;
    }

    /**
     * A parameter other than the script.
     *
     * @param value as JSON, without the quotes of a plain text
     */
    public record Parameter(String name, String value) {}

    /** The script; null when the job has none. */
    public String getScript() {
        return parameters.path("script").textValue();
    }

    /** The editor's name of the script's language. */
    public String getMode() {
        return Interpreter.mode(parameters.path("interpreter").asText());
    }

    public List<Parameter> getRest() {
        List<Parameter> rest = new ArrayList<>();
        parameters.properties().forEach(field -> {
            if (!field.getKey().equals("script")) {
                rest.add(new Parameter(field.getKey(), text(field.getValue())));
            }
        });
        return rest;
    }

    private static String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.toString();
    }
}
