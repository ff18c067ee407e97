package org.jobyard.sdk.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void recordsSurviveTheWire() throws Exception {
        var result = new Result(
                1,
                Outcome.FAILED,
                Json.object().put("n", 3),
                7,
                new ErrorInfo("EXIT_CODE", "größer"),
                1L << 40,
                0,
                List.of(new OutputFile("a/b.txt", 5, "00")),
                "file:/x",
                Instant.parse("2026-01-02T03:04:05.123456Z"),
                Instant.parse("2026-01-02T03:04:06Z"));

        assertThat(Json.read(Json.write(result), Result.class)).isEqualTo(result);
    }

    @Test
    void timesAreIsoTextsAndNullsAreAbsent() {
        var submission = new Submission(1, null, "script", null, null, Instant.EPOCH, Duration.ofMinutes(90), null);

        assertThat(new String(Json.write(submission), UTF_8))
                .isEqualTo(
                        "{\"v\":1,\"type\":\"script\",\"startAt\":\"1970-01-01T00:00:00Z\",\"timeout\":\"PT1H30M\"}");
    }

    @Test
    void theNamesPolicyIsAWord() throws Exception {
        var submission = new Submission(1, "n", "script", null, null, null, null, null).with(SameName.QUEUE);

        byte[] text = Json.write(submission);
        assertThat(new String(text, UTF_8)).contains("\"sameName\":\"QUEUE\"");
        assertThat(Json.readStrictly(text, Submission.class)).isEqualTo(submission);
    }

    @Test
    void theDestinationIsOneOfSeveralThingsToSay() throws Exception {
        var submission = new Submission(1, "n", "query", null, null, null, null, null)
                .at("warehouse")
                .with(SameName.QUEUE)
                .within(Duration.ofHours(1));

        byte[] text = Json.write(submission);
        assertThat(new String(text, UTF_8)).contains("\"destination\":\"warehouse\"");
        assertThat(Json.readStrictly(text, Submission.class)).isEqualTo(submission);
    }

    @Test
    void offsetsAreUnderstood() throws Exception {
        assertThat(read("{\"type\":\"t\",\"startAt\":\"2026-01-02T03:00:00+02:00\"}")
                        .startAt())
                .isEqualTo(Instant.parse("2026-01-02T01:00:00Z"));
    }

    @Test
    void numbersStayAsWritten() throws Exception {
        var text = "{\"a\":3.0,\"b\":3,\"c\":0.10000000000000000000000000001}";

        assertThat(new String(Json.write(Json.readObject(text.getBytes(UTF_8))), UTF_8))
                .isEqualTo(text);
    }

    @Test
    void newerFieldsAreIgnoredUnlessReadStrictly() throws Exception {
        var text = "{\"v\":2,\"type\":\"t\",\"colour\":\"red\"}";

        assertThat(read(text).type()).isEqualTo("t");
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> Json.readStrictly(text.getBytes(UTF_8), Submission.class))
                .satisfies(e -> assertThat(e.path()).isEqualTo("colour"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"x\"",
                "{",
                "{\"type\":\"a\"} {}",
                "{\"type\":\"a\",\"type\":\"b\"}",
                "{\"type\":5}",
                "{\"priority\":\"5\"}",
                "{\"priority\":1.5}",
                "{\"startAt\":5}",
                "{\"startAt\":\"tomorrow\"}",
                "{\"timeout\":60}",
                "{\"parameters\":[]}"
            })
    void malformedTextsAreRefused(String text) {
        assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(() -> read(text));
    }

    @Test
    void theWrongFieldIsNamed() {
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> Json.read(
                        "{\"outcome\":\"FAILED\",\"outputs\":[{\"name\":\"a\",\"size\":\"many\"}]}".getBytes(UTF_8),
                        Result.class))
                .satisfies(e -> assertThat(e.path()).isEqualTo("outputs[0].size"));
    }

    @Test
    void anEmptyBodyIsAnEmptyObject() throws Exception {
        assertThat(Json.readObject(new byte[0])).isEmpty();
    }

    private static Submission read(String text) throws MalformedMessageException {
        return Json.read(text.getBytes(UTF_8), Submission.class);
    }
}
