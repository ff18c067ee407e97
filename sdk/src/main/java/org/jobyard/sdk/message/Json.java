package org.jobyard.sdk.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;

/**
 * The one JSON codec of the wire: UTF-8, times as ISO-8601 texts, numbers kept as they were written ({@code 3.0} stays
 * {@code 3.0}), absent in place of null. Types are given by the caller only, never by the text. Thread-safe.
 */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule()
                    .addDeserializer(Instant.class, TextOnly.instant())
                    .addDeserializer(Duration.class, TextOnly.duration()))
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    texts -> texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    private Json() {}

    /**
     * The JSON text of a message.
     *
     * @param message one of this package's records, or a JSON tree
     */
    public static byte[] write(Object message) {
        try {
            return MAPPER.writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a message: " + message.getClass(), e);
        }
    }

    /**
     * Reads a message; fields that the record does not have are ignored, so that newer senders are understood.
     *
     * @throws MalformedMessageException when the text is no JSON object of that shape
     */
    public static <T> T read(byte[] text, Class<T> type) throws MalformedMessageException {
        return read(text, type, MAPPER.reader());
    }

    /**
     * Reads a message and refuses fields that the record does not have: for what people ask, where a misspelt field
     * would silently be lost.
     *
     * @throws MalformedMessageException when the text is no JSON object of that shape
     */
    public static <T> T readStrictly(byte[] text, Class<T> type) throws MalformedMessageException {
        return read(text, type, MAPPER.reader(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES));
    }

    /**
     * Reads any JSON object; an empty text is an empty object.
     *
     * @throws MalformedMessageException when the text is something else
     */
    public static ObjectNode readObject(byte[] text) throws MalformedMessageException {
        if (text.length == 0) {
            return object();
        }
        JsonNode node = read(text, JsonNode.class, MAPPER.reader());
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new MalformedMessageException("", "a JSON object is expected", null);
    }

    /** A new, empty JSON object. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** The tree of a message. */
    public static ObjectNode tree(Object message) {
        return MAPPER.valueToTree(message);
    }

    private static <T> T read(byte[] text, Class<T> type, ObjectReader reader) throws MalformedMessageException {
        T value;
        try {
            value = reader.readValue(text, type);
        } catch (UnrecognizedPropertyException e) {
            throw new MalformedMessageException(path(e), "unknown field", e);
        } catch (JsonMappingException e) {
            throw new MalformedMessageException(path(e), e.getOriginalMessage(), e);
        } catch (JsonProcessingException e) {
            throw new MalformedMessageException("", "no valid JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new MalformedMessageException("", "no valid JSON: " + e.getMessage(), e);
        }
        if (value == null) {
            throw new MalformedMessageException("", "a JSON object is expected", null);
        }
        return value;
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(part -> part.getFieldName() == null ? "[" + part.getIndex() + "]" : part.getFieldName())
                .collect(Collectors.joining("."))
                .replace(".[", "[");
    }
}
