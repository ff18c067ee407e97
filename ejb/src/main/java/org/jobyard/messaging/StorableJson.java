package org.jobyard.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.Map;
import org.jobyard.platform.Texts;

/** JSON that a jsonb column can keep: texts as {@link Texts} says, and numbers within its range. */
public final class StorableJson {
    /** Well within what PostgreSQL's numbers hold, and beyond what anybody measures. */
    private static final int LARGEST_EXPONENT = 1000;

    private StorableJson() {}

    /** True when all of it can be kept. */
    public static boolean isStorable(JsonNode node) {
        if (node.isTextual()) {
            return Texts.storable(node.textValue());
        }
        if (node.isNumber()) {
            BigDecimal number = node.decimalValue();
            return Math.abs((long) number.precision() - number.scale()) <= LARGEST_EXPONENT
                    && Math.abs((long) number.scale()) <= LARGEST_EXPONENT;
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!Texts.storable(field.getKey()) || !isStorable(field.getValue())) {
                return false;
            }
        }
        if (node.isArray()) {
            for (JsonNode element : node) {
                if (!isStorable(element)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** A copy in which what cannot be kept is replaced: texts repaired, numbers as texts. */
    public static JsonNode repaired(JsonNode node) {
        if (node.isTextual()) {
            return TextNode.valueOf(Texts.storableForm(node.textValue()));
        }
        if (node instanceof ObjectNode object) {
            ObjectNode copy = object.objectNode();
            object.properties()
                    .forEach(field -> copy.set(Texts.storableForm(field.getKey()), repaired(field.getValue())));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = array.arrayNode();
            array.forEach(element -> copy.add(repaired(element)));
            return copy;
        }
        return isStorable(node) ? node : TextNode.valueOf(node.asText());
    }
}
