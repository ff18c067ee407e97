package org.jobyard.web.api.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jobyard.platform.FieldError;

/** Says in the caller's words what Jackson says in class names. */
final class WrongJson {

    private static final int LONGEST_MESSAGE = 80;

    private WrongJson() {}

    static FieldError describe(JacksonException wrong) {
        String field = wrong instanceof JsonMappingException mapping ? path(mapping) : "";
        Throwable cause = wrong.getCause() instanceof JacksonException inner ? inner : wrong;
        if (cause instanceof InputCoercionException number) {
            return new FieldError(field, "must be " + kind(number.getTargetType()) + ", and not so large");
        }
        if (cause instanceof InvalidFormatException format && isTime(format.getTargetType())) {
            return new FieldError(field, format.getOriginalMessage().replaceFirst(".*: must be", "must be"));
        }
        if (cause instanceof MismatchedInputException mismatch) {
            return new FieldError(field, "must be " + kind(mismatch.getTargetType()));
        }
        return new FieldError(field, notJson((JacksonException) cause));
    }

    // In the form parameters.list.0.
    private static String path(JsonMappingException wrong) {
        return wrong.getPath().stream()
                .map(part -> part.getFieldName() == null ? Integer.toString(part.getIndex()) : part.getFieldName())
                .collect(Collectors.joining("."));
    }

    private static boolean isTime(Class<?> type) {
        return type == Instant.class || type == Duration.class;
    }

    private static String kind(Class<?> type) {
        if (type == null) {
            return "another kind of value";
        }
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(String::valueOf)
                            .collect(Collectors.joining(", "));
        }
        if (type == String.class || isTime(type)) {
            return "a text";
        }
        if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
            return "a whole number";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (type == UUID.class) {
            return "a UUID";
        }
        return type.isArray() || (Collection.class.isAssignableFrom(type) && !Map.class.isAssignableFrom(type))
                ? "a list"
                : "a JSON object";
    }

    private static String notJson(JacksonException wrong) {
        if (wrong instanceof StreamConstraintsException) {
            return "nests too deeply, or has too long a name or number";
        }
        JsonLocation at = wrong.getLocation();
        String where = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
        return "is not valid JSON: " + shortened(wrong.getOriginalMessage()) + where;
    }

    // The beginning tells what is wrong; the rest repeats the input, or lists what JSON consists of.
    private static String shortened(String message) {
        String first = message.replaceFirst("(?s): was expecting.*|\n.*", "");
        return first.length() <= LONGEST_MESSAGE ? first : first.substring(0, LONGEST_MESSAGE) + "...";
    }
}
