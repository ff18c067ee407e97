package org.jobyard.web.api.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Times as ISO 8601 text only: a bare number leaves open which unit, a time without zone leaves open which instant. */
final class StrictTime {

    private static final long serialVersionUID = 1L;

    private StrictTime() {}

    /** An instant with its zone, such as {@code 2026-11-22T10:00:00+01:00}. */
    static final class InstantReader extends StdDeserializer<Instant> {
        private static final long serialVersionUID = 1L;

        InstantReader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = text(parser, context, Instant.class);
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException wrong) {
                return (Instant) context.handleWeirdStringValue(
                        Instant.class, text, "must be a date and time with zone, such as 2026-11-22T10:00:00Z");
            }
        }
    }

    /** A length of time, such as {@code PT1H30M}. */
    static final class DurationReader extends StdDeserializer<Duration> {
        private static final long serialVersionUID = 1L;

        DurationReader() {
            super(Duration.class);
        }

        @Override
        public Duration deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = text(parser, context, Duration.class);
            try {
                return Duration.parse(text);
            } catch (DateTimeException | ArithmeticException wrong) {
                return (Duration) context.handleWeirdStringValue(
                        Duration.class, text, "must be a duration such as PT1H30M or PT45S");
            }
        }
    }

    private static String text(JsonParser parser, DeserializationContext context, Class<?> target) throws IOException {
        return parser.hasToken(JsonToken.VALUE_STRING)
                ? parser.getText()
                : context.reportInputMismatch(target, "must be a text");
    }
}
