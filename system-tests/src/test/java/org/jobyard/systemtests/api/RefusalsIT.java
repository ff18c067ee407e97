package org.jobyard.systemtests.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jobyard.systemtests.api.Problems.assertProblem;
import static org.jobyard.systemtests.api.Problems.fields;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jobyard.systemtests.ApiClient;
import org.jobyard.systemtests.JobyardExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(JobyardExtension.class)
class RefusalsIT {

    private static final String UNKNOWN = "0193a5f0-6f3c-7cc2-a0b8-2d8d8e6a1f10";

    private final ApiClient api;

    RefusalsIT(ApiClient api) {
        this.api = api;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/jobs/no-id",
                "/jobs/" + UNKNOWN,
                "/jobs/" + UNKNOWN + "/history",
                "/jobs/" + UNKNOWN + "/log",
                "/jobs/" + UNKNOWN + "/outputs",
                "/jobs/" + UNKNOWN + "/outputs/x"
            })
    void whatIsNotThereIsNotFound(String path) {
        assertProblem(api.send(api.request(path).GET()), 404, "NOT_FOUND");
    }

    @Test
    void followingWhatIsNotThereIsNotFound() {
        HttpResponse<String> answer = api.send(api.request("/jobs/" + UUID.randomUUID() + "/log")
                .header("Accept", "text/event-stream")
                .GET());

        assertProblem(answer, 404, "NOT_FOUND");
    }

    @Test
    void anotherMethodIsRefusedWithThoseThatAreKnown() {
        HttpResponse<String> answer = api.send(api.request("/jobs").PUT(BodyPublishers.noBody()));

        assertProblem(answer, 405, "METHOD_NOT_ALLOWED");
        assertThat(answer.headers().firstValue("Allow").orElse(""))
                .contains("GET")
                .contains("POST");
    }

    @Test
    void anotherAnswerTypeIsRefused() {
        assertProblem(
                api.send(api.request("/jobs").header("Accept", "image/png").GET()), 406, "NOT_ACCEPTABLE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded"})
    void anotherBodyTypeIsRefused(String type) {
        HttpResponse<String> answer = api.send(
                api.request("/jobs").header("Content-Type", type).POST(BodyPublishers.ofString("type=script")));

        assertProblem(answer, 415, "UNSUPPORTED_MEDIA_TYPE");
    }

    @ParameterizedTest
    @CsvSource({
        "stat=RUNNING, stat",
        "state=running&state=GONE, state",
        "limit=0, limit",
        "limit=1000000, limit",
        "from=yesterday, from",
        "cursor=nonsense, cursor",
        "name=a&name=b, name"
    })
    void aWrongQueryIsNamed(String query, String field) {
        assertThat(fields(assertProblem(api.send(api.request("/jobs?" + query).GET()), 400, "INVALID")))
                .containsExactly(field);
    }

    @Test
    void withoutATokenNothingIsTold() {
        for (String path : List.of("/jobs", "/nothing", "/jobs/" + UNKNOWN)) {
            URI address = api.request(path).build().uri();
            HttpResponse<String> answer = api.send(HttpRequest.newBuilder(address));
            assertProblem(answer, 401, "UNAUTHENTICATED");
            assertThat(answer.headers().firstValue("WWW-Authenticate"))
                    .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Bearer"));
        }
    }

    @Test
    void everyAnswerKeepsCachesAndBrowsersFromMischief() {
        HttpResponse<String> answer = api.send(api.request("/me").GET());

        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("frame-ancestors 'none'");
    }

    @Test
    void aClientThatKeepsGuessingTokensIsToldToStop() throws IOException {
        Guesser guesser = new Guesser(api.request("/me").build().uri());
        List<Integer> answers = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            answers.add(guesser.guess());
        }

        assertThat(answers).first().isEqualTo(401);
        assertThat(answers).last().isEqualTo(429);
    }
}
