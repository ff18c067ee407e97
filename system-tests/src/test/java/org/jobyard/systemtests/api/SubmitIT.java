package org.jobyard.systemtests.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jobyard.systemtests.api.Problems.assertProblem;
import static org.jobyard.systemtests.api.Problems.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jobyard.systemtests.ApiClient;
import org.jobyard.systemtests.JobyardExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(JobyardExtension.class)
class SubmitIT {

    private static final String LATER = "2035-01-01T00:00:00Z";
    private static final int TOO_MUCH = 17 << 20;

    private final ApiClient api;

    SubmitIT(ApiClient api) {
        this.api = api;
    }

    private static ObjectNode later(String name) {
        return ApiClient.script(name, "exit 0").put("startAt", LATER);
    }

    private HttpResponse<String> post(String contentType, BodyPublisher body) {
        return api.send(api.request("/jobs").header("Content-Type", contentType).POST(body));
    }

    @Test
    void aJobIsAnsweredWithItsAddress() {
        HttpResponse<String> answer = api.send(api.submission(later("addressed"), null));

        assertThat(answer.statusCode()).isEqualTo(201);
        JsonNode submitted = ApiClient.read(answer);
        assertThat(submitted.path("state").asText()).isEqualTo("SCHEDULED");
        assertThat(submitted.path("replayed").asBoolean()).isFalse();
        String location = answer.headers().firstValue("Location").orElseThrow();
        assertThat(URI.create(location).getPath())
                .endsWith("/api/v1/jobs/" + submitted.path("id").asText());
    }

    @Test
    void aJobOfAUnknownTypeWaitsAndSaysWhy() {
        ObjectNode job = ApiClient.script("nobody can", "").put("type", "type-without-worker");
        JsonNode waiting = api.job(api.submit(job));

        assertThat(waiting.path("state").asText()).isEqualTo("WAITING");
        assertThat(waiting.path("reason").asText()).isEqualTo("NO_WORKER");
        assertThat(waiting.path("waitingBecause").asText()).isNotBlank();
    }

    @Test
    void theSameKeyIsTheSameJob() {
        String key = UUID.randomUUID().toString();
        HttpResponse<String> first = api.send(api.submission(later("once"), key));
        HttpResponse<String> second = api.send(api.submission(later("once"), key));

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(ApiClient.read(second).path("replayed").asBoolean()).isTrue();
        assertThat(ApiClient.read(second).path("id"))
                .isEqualTo(ApiClient.read(first).path("id"));
    }

    @Test
    void theSameKeyForAnotherJobIsRefused() {
        String key = UUID.randomUUID().toString();
        api.send(api.submission(later("once"), key));

        assertProblem(api.send(api.submission(later("another"), key)), 422, "MISMATCH");
    }

    @Test
    void theSameKeyAtTheSameMomentIsOneJob() throws Exception {
        String key = UUID.randomUUID().toString();
        int clients = 20;
        CyclicBarrier together = new CyclicBarrier(clients);
        Callable<HttpResponse<String>> submission = () -> {
            together.await();
            return api.send(api.submission(later("at once"), key));
        };
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        Set<String> ids = new HashSet<>();
        int created = 0;
        try {
            List<Future<HttpResponse<String>>> answers = threads.invokeAll(
                    IntStream.range(0, clients).mapToObj(i -> submission).toList());
            for (Future<HttpResponse<String>> answer : answers) {
                assertThat(answer.get().statusCode()).isIn(200, 201);
                created += answer.get().statusCode() == 201 ? 1 : 0;
                ids.add(ApiClient.read(answer.get()).path("id").asText());
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(ids).hasSize(1);
        assertThat(created).isEqualTo(1);
    }

    @Test
    void aScriptMayComeAsAFile() {
        String body = """
                --b\r
                Content-Disposition: form-data; name="job"\r
                Content-Type: application/json\r
                \r
                {"name":"uploaded","startAt":"%s"}\r
                --b\r
                Content-Disposition: form-data; name="script"; filename="job.sh"\r
                Content-Type: application/octet-stream\r
                \r
                echo "größe"\r
                --b--\r
                """.formatted(LATER);
        HttpResponse<String> answer = post("multipart/form-data; boundary=b", BodyPublishers.ofString(body));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        JsonNode job = api.get("/jobs/" + ApiClient.read(answer).path("id").asText());
        assertThat(job.path("name").asText()).isEqualTo("uploaded");
        assertThat(job.path("type").asText()).isEqualTo("script");
        assertThat(job.at("/parameters/script").asText()).isEqualTo("echo \"größe\"");
    }

    @Test
    void aFormWithOtherPartsIsRefused() {
        String body = "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nx\r\n--b--\r\n";
        JsonNode problem =
                assertProblem(post("multipart/form-data; boundary=b", BodyPublishers.ofString(body)), 400, "INVALID");

        assertThat(fields(problem)).containsExactlyInAnyOrder("file", "script");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"type":"script","priorty":1,"x":{}}                | priorty,x
                    {"type":7}                                          | type
                    {"type":"script","priority":"high"}                 | priority
                    {"type":"script","priority":10}                     | priority
                    {"type":"script","startAt":"2026-02-30T00:00:00Z"}  | startAt
                    {"type":"script","startAt":"2026-01-01T00:00:00"}   | startAt
                    {"type":"script","startAt":1}                       | startAt
                    {"type":"script","startAt":"9999-01-01T00:00:00Z"}  | startAt
                    {"type":"script","timeout":"-PT1S"}                 | timeout
                    {"type":"script","timeout":"1 hour"}                | timeout
                    {"type":"script","parameters":[]}                   | parameters
                    {"type":"a b","name":"","priority":-1}              | type,name,priority
                    {}                                                  | type
                    """)
    void namesWhatIsWrong(String json, String names) {
        JsonNode problem = assertProblem(post("application/json", BodyPublishers.ofString(json)), 400, "INVALID");

        assertThat(fields(problem)).containsExactlyInAnyOrder(names.split(","));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "garbage",
                "''",
                "null",
                "[]",
                "{\"type\":\"a\",\"type\":\"b\"}",
                "{\"type\":\"a\"",
                "{\"type\":\"a\"} {}"
            })
    void garbageIsRefused(String body) {
        assertProblem(post("application/json", BodyPublishers.ofString(body)), 400, "INVALID");
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        byte[] noText = {'{', '"', 't', 'y', 'p', 'e', '"', ':', '"', (byte) 0xFF, (byte) 0xFE, '"', '}'};

        assertProblem(post("application/json", BodyPublishers.ofByteArray(noText)), 400, "INVALID");
    }

    @Test
    void whatIsTooLargeIsRefusedByItsLength() {
        assertProblem(post("application/json", BodyPublishers.ofByteArray(new byte[TOO_MUCH])), 413, "TOO_LARGE");
    }

    @Test
    void whatIsTooLargeIsRefusedAlsoWithoutALength() {
        byte[] body = ("{\"type\":\"script\",\"reference\":\"" + "x".repeat(TOO_MUCH) + "\"}")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);

        assertProblem(
                post("application/json", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))),
                413,
                "TOO_LARGE");
    }

    @Test
    void parametersThatAreTooLargeAreRefused() {
        ObjectNode job = ApiClient.script("large", "x".repeat(5 << 20));

        assertProblem(api.send(api.submission(job, null)), 413, "TOO_LARGE");
    }
}
