package org.jobyard.web.api.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.FieldError;
import org.jobyard.platform.JobyardException;

/** Reads the body of a request into a record, or refuses it naming what is wrong. */
public final class RequestJson {

    private RequestJson() {}

    /**
     * Reads one JSON object to the end of the stream.
     *
     * @throws JobyardException INVALID with all unknown fields and the first wrong value
     * @throws IOException when the client cannot be read
     */
    public static <T> T read(InputStream body, Class<T> type) throws IOException {
        List<FieldError> errors = new ArrayList<>();
        T value = null;
        try {
            value = Json.MAPPER
                    .readerFor(type)
                    .withHandler(new UnknownFields(errors))
                    .readValue(body);
        } catch (JacksonException wrong) {
            if (wrong.getCause() instanceof JobyardException refusal) {
                throw refusal;
            }
            errors.add(WrongJson.describe(wrong));
        }
        if (!errors.isEmpty()) {
            throw new JobyardException(ErrorCode.INVALID, "The JSON is not what is expected here.", errors);
        }
        if (value == null) {
            throw new JobyardException(ErrorCode.INVALID, "A JSON object is expected, not null.");
        }
        return value;
    }

    /** Collects them, so that all are named at once. */
    private static final class UnknownFields extends DeserializationProblemHandler {
        private final List<FieldError> errors;

        UnknownFields(List<FieldError> errors) {
            this.errors = errors;
        }

        @Override
        public boolean handleUnknownProperty(
                DeserializationContext context,
                JsonParser parser,
                JsonDeserializer<?> deserializer,
                Object beanOrClass,
                String name)
                throws IOException {
            errors.add(new FieldError(path(parser, name), "is not known here"));
            parser.skipChildren();
            return true;
        }

        // In the form jobs.0.name, as for fields of a wrong type. The parser may stand at the field's value or within
        // it.
        private static String path(JsonParser parser, String name) {
            List<String> parts = new ArrayList<>();
            for (JsonPointer at = parser.getParsingContext().pathAsPointer(); !at.matches(); at = at.tail()) {
                parts.add(at.getMatchingProperty());
            }
            int end = parts.lastIndexOf(name);
            return end < 0 ? name : String.join(".", parts.subList(0, end + 1));
        }
    }
}
