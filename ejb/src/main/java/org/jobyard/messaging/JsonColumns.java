package org.jobyard.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jobyard.sdk.message.Json;
import org.jobyard.sdk.message.MalformedMessageException;
import org.jobyard.sdk.message.OutputFile;

/** JSON between its columns in the database and its types. A null column is a null, or an empty list. */
public final class JsonColumns {
    private JsonColumns() {}

    /** The text for a column. */
    public static String text(Object value) {
        return value == null ? null : new String(Json.write(value), StandardCharsets.UTF_8);
    }

    /** Any JSON. */
    public static JsonNode tree(String column) {
        return read(column, JsonNode.class);
    }

    /** A JSON object. */
    public static ObjectNode object(String column) {
        return read(column, ObjectNode.class);
    }

    /** An object whose values are texts; empty for a null column. */
    public static Map<String, String> texts(String column) {
        ObjectNode object = object(column);
        Map<String, String> texts = new TreeMap<>();
        if (object != null) {
            object.properties()
                    .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        }
        return texts;
    }

    /** A list of output files. */
    public static List<OutputFile> outputs(String column) {
        OutputFile[] files = read(column, OutputFile[].class);
        return files == null ? List.of() : List.of(files);
    }

    private static <T> T read(String column, Class<T> type) {
        if (column == null) {
            return null;
        }
        try {
            return Json.read(column.getBytes(StandardCharsets.UTF_8), type);
        } catch (MalformedMessageException e) {
            throw new IllegalStateException("the database holds JSON that is none", e);
        }
    }
}
