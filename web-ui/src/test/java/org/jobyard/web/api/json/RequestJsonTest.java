package org.jobyard.web.api.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.FieldError;
import org.jobyard.platform.JobyardException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestJsonTest {

    enum Colour {
        RED,
        BLUE
    }

    record Inner(String text) {}

    record Sample(
            String text,
            Integer number,
            Boolean flag,
            Instant at,
            Duration lasts,
            Colour colour,
            ObjectNode free,
            Inner inner) {}

    private static Sample read(String json) throws IOException {
        return RequestJson.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), Sample.class);
    }

    private static JobyardException refusal(String json) {
        return catchThrowableOfType(JobyardException.class, () -> read(json));
    }

    @Test
    void readsWhatIsRight() throws IOException {
        Sample sample = read("""
                {"text":"a","number":3,"flag":true,"at":"2026-11-22T10:00:00+01:00","lasts":"PT1M30S","colour":"RED",
                 "free":{"x":[1,{"y":null}]},"inner":{"text":"b"}}""");

        assertThat(sample.at()).isEqualTo(Instant.parse("2026-11-22T09:00:00Z"));
        assertThat(sample.lasts()).isEqualTo(Duration.ofSeconds(90));
        assertThat(sample.free().at("/x/0").asInt()).isEqualTo(1);
        assertThat(sample.inner()).isEqualTo(new Inner("b"));
    }

    @Test
    void namesAllUnknownFields() {
        JobyardException refusal = refusal("{\"texd\":\"a\",\"other\":{\"x\":{\"y\":1}},\"more\":[1,2],\"number\":3}");

        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID);
        assertThat(refusal.errors()).extracting(FieldError::field).containsExactlyInAnyOrder("texd", "other", "more");
    }

    @Test
    void saysWhereAnUnknownFieldIs() {
        assertThat(refusal("{\"inner\":{\"texd\":[1]},\"number\":3}").errors())
                .extracting(FieldError::field)
                .containsExactly("inner.texd");
    }

    @Test
    void namesUnknownFieldsBesideAWrongValue() {
        assertThat(refusal("{\"texd\":\"a\",\"number\":\"3\"}").errors())
                .extracting(FieldError::field)
                .contains("number");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"text":5}                          | text    | must be a text
                    {"text":true}                       | text    | must be a text
                    {"text":{}}                         | text    | must be a text
                    {"number":"5"}                      | number  | must be a whole number
                    {"number":""}                       | number  | must be a whole number
                    {"number":1.0}                      | number  | must be a whole number
                    {"number":99999999999}              | number  | must be a whole number, and not so large
                    {"flag":1}                          | flag    | must be true or false
                    {"flag":"true"}                     | flag    | must be true or false
                    {"at":1700000000}                   | at      | must be a text
                    {"at":"2026-11-22T10:00:00"}        | at      | must be a date and time with zone, such as 2026-11-22T10:00:00Z
                    {"at":"2026-02-30T10:00:00Z"}       | at      | must be a date and time with zone, such as 2026-11-22T10:00:00Z
                    {"at":"tomorrow"}                   | at      | must be a date and time with zone, such as 2026-11-22T10:00:00Z
                    {"lasts":30}                        | lasts   | must be a text
                    {"lasts":"30s"}                     | lasts   | must be a duration such as PT1H30M or PT45S
                    {"lasts":"PT99999999999999999999S"} | lasts   | must be a duration such as PT1H30M or PT45S
                    {"colour":"GREEN"}                  | colour  | must be one of RED, BLUE
                    {"colour":0}                        | colour  | must be one of RED, BLUE
                    {"colour":""}                       | colour  | must be one of RED, BLUE
                    {"free":[]}                         | free    | must be a JSON object
                    {"free":"{}"}                       | free    | must be a JSON object
                    {"inner":{"text":1}}                | inner.text | must be a text
                    {"inner":""}                        | inner   | must be a JSON object
                    []                                  | ''      | must be a JSON object
                    "text"                              | ''      | must be a JSON object
                    """)
    void refusesValuesOfAnotherKind(String json, String field, String message) {
        assertThat(refusal(json).errors()).containsExactly(new FieldError(field, message));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"text":"a","text":"b"}         | Duplicate field 'text'
                    {"free":{"a":1,"a":2}}          | Duplicate field 'a'
                    {"text":"a"} {}                 | must be a JSON object
                    {"text":"a"                     | not valid JSON
                    {'text':'a'}                    | not valid JSON
                    {"text":"a",}                   | not valid JSON
                    {"number":NaN}                  | not valid JSON
                    garbage                         | not valid JSON: Unrecognized token 'garbage' (line 1
                    """)
    void refusesWhatIsNotOneJsonObject(String json, String message) {
        assertThat(refusal(json).errors())
                .singleElement()
                .satisfies(error -> assertThat(error.message()).contains(message));
    }

    @Test
    void refusesNull() {
        assertThat(refusal("null").getMessage()).contains("not null");
    }

    @Test
    void refusesAnEmptyBody() {
        assertThat(refusal("").code()).isEqualTo(ErrorCode.INVALID);
    }

    @Test
    void refusesWhatNestsTooDeeply() {
        String deep = "{\"free\":" + "{\"a\":".repeat(500) + "1" + "}".repeat(501);

        assertThat(refusal(deep).errors())
                .singleElement()
                .satisfies(error -> assertThat(error.message()).contains("nests too deeply"));
    }

    @Test
    void refusesAnEndlessNumber() {
        assertThat(refusal("{\"number\":" + "1".repeat(10_000) + "}").errors()).hasSize(1);
    }

    @Test
    void doesNotRepeatLongInput() {
        assertThat(refusal("a".repeat(100_000)).errors().get(0).message()).hasSizeLessThan(200);
    }

    @Test
    void letsARefusalOfTheStreamThrough() {
        InputStream tooMuch = new InputStream() {
            @Override
            public int read() {
                throw new JobyardException(ErrorCode.TOO_LARGE, "too large");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                return read();
            }
        };

        assertThatExceptionOfType(JobyardException.class)
                .isThrownBy(() -> RequestJson.read(tooMuch, Sample.class))
                .matches(refusal -> refusal.code() == ErrorCode.TOO_LARGE);
    }

    @Test
    void keepsDecimalsOfParametersAsTheyAre() throws IOException {
        assertThat(read("{\"free\":{\"a\":0.1000,\"b\":12345678901234567890.5}}")
                        .free()
                        .toString())
                .isEqualTo("{\"a\":0.1000,\"b\":12345678901234567890.5}");
    }
}
