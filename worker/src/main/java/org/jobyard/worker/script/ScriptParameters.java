package org.jobyard.worker.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jobyard.sdk.worker.JobFailure;

/**
 * Parameters of a job of type {@code script}.
 *
 * @param script the script's text
 * @param interpreter program that runs it; empty: what its first line says, else a shell
 * @param arguments its arguments
 * @param environment variables on top of the usual ones
 */
record ScriptParameters(
        String script, Optional<String> interpreter, List<String> arguments, Map<String, String> environment) {
    /** Code of the failure when parameters are wrong. */
    static final String INVALID = "INVALID_PARAMETERS";

    private static final Set<String> FIELDS = Set.of("script", "interpreter", "arguments", "environment");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final String OURS = "JOBYARD_";

    /** Reads them; a failure names the wrong field. */
    static ScriptParameters of(ObjectNode node) throws JobFailure {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!FIELDS.contains(name)) {
                throw invalid(name, "there is no such parameter");
            }
        }
        if (!node.hasNonNull("script")) {
            throw invalid("script", "it is missing");
        }
        return new ScriptParameters(
                text("script", node.get("script")),
                interpreter(node.get("interpreter")),
                arguments(node.get("arguments")),
                environment(node.get("environment")));
    }

    private static Optional<String> interpreter(JsonNode node) throws JobFailure {
        if (isAbsent(node)) {
            return Optional.empty();
        }
        String interpreter = text("interpreter", node).strip();
        if (interpreter.isEmpty()) {
            throw invalid("interpreter", "it is empty");
        }
        return Optional.of(interpreter);
    }

    private static List<String> arguments(JsonNode node) throws JobFailure {
        if (isAbsent(node)) {
            return List.of();
        }
        if (!node.isArray()) {
            throw invalid("arguments", "a list of texts is expected");
        }
        List<String> arguments = new ArrayList<>();
        for (JsonNode argument : node) {
            arguments.add(text("arguments[" + arguments.size() + "]", argument));
        }
        return List.copyOf(arguments);
    }

    private static Map<String, String> environment(JsonNode node) throws JobFailure {
        if (isAbsent(node)) {
            return Map.of();
        }
        if (!node.isObject()) {
            throw invalid("environment", "an object of texts is expected");
        }
        Map<String, String> environment = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> variable : node.properties()) {
            String name = variable.getKey();
            if (!VARIABLE.matcher(name).matches()) {
                throw invalid("environment", "no valid name of a variable: " + name);
            }
            if (name.startsWith(OURS)) {
                throw invalid("environment." + name, "names that begin with " + OURS + " are Jobyard's own");
            }
            environment.put(name, text("environment." + name, variable.getValue()));
        }
        return environment;
    }

    private static boolean isAbsent(JsonNode node) {
        return node == null || node.isNull();
    }

    private static String text(String field, JsonNode node) throws JobFailure {
        if (!node.isTextual()) {
            throw invalid(field, "a text is expected");
        }
        if (node.textValue().indexOf('\0') >= 0) {
            throw invalid(field, "it has a NUL character");
        }
        return node.textValue();
    }

    private static JobFailure invalid(String field, String reason) {
        return new JobFailure(INVALID, "parameters." + field + ": " + reason);
    }
}
