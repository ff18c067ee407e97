package org.jobyard.sdk.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.Function;

/** Reads times from ISO-8601 texts only: a bare number leaves open whether it means seconds or milliseconds. */
final class TextOnly<T> extends StdScalarDeserializer<T> {
    private final transient Function<String, T> parser;
    private final String example;

    private TextOnly(Class<T> type, Function<String, T> parser, String example) {
        super(type);
        this.parser = parser;
        this.example = example;
    }

    static TextOnly<Instant> instant() {
        return new TextOnly<>(Instant.class, text -> OffsetDateTime.parse(text).toInstant(), "2030-01-31T08:00:00Z");
    }

    static TextOnly<Duration> duration() {
        return new TextOnly<>(Duration.class, Duration::parse, "PT1H30M");
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (parser.hasToken(JsonToken.VALUE_STRING)) {
            try {
                return this.parser.apply(parser.getText());
            } catch (DateTimeException e) {
                throw context.weirdStringException(parser.getText(), handledType(), "such as " + example);
            }
        }
        throw context.wrongTokenException(parser, handledType(), JsonToken.VALUE_STRING, "such as \"" + example + "\"");
    }
}
