package org.jobyard.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** The HTTP API as a client meets it. Safe for threads. */
public final class ApiClient {
    /** States without a way out. */
    public static final Set<String> TERMINAL = Set.of("SUCCEEDED", "FAILED", "CANCELLED", "TIMED_OUT");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(30);
    private static final Duration JOB_LIMIT = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final URI base;
    private final String token;

    /** A client of the API at {@code base} (without a slash at its end) that shows {@code token}. */
    public ApiClient(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    /** The same API with another token. */
    public ApiClient as(String otherToken) {
        return new ApiClient(base, otherToken);
    }

    /** A script job, to be completed by the caller. */
    public static ObjectNode script(String name, String script) {
        ObjectNode job = JSON.createObjectNode();
        job.put("name", name).put("type", "script").putObject("parameters").put("script", script);
        return job;
    }

    /** A request to {@code path} below the base, with the token; the caller completes it. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(REQUEST_LIMIT)
                .header("Authorization", "Bearer " + token);
    }

    /** Sends a request whose answer is text. */
    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return sendOnce(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a request once and reports a lost connection as it is: nobody knows whether it was carried out. */
    public HttpResponse<String> sendOnce(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A submission, not yet sent. */
    public HttpRequest.Builder submission(JsonNode job, String idempotencyKey) {
        HttpRequest.Builder request = request("/jobs").header("Content-Type", "application/json");
        if (idempotencyKey != null) {
            request.header("Idempotency-Key", idempotencyKey);
        }
        return request.POST(BodyPublishers.ofString(job.toString()));
    }

    /** Submits a job that must be taken. */
    public UUID submit(JsonNode job) {
        HttpResponse<String> answer = send(submission(job, null));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return UUID.fromString(read(answer).path("id").asText());
    }

    /** Submits a script that must be taken. */
    public UUID submitScript(String name, String script) {
        return submit(script(name, script));
    }

    /** What must be there, as JSON. */
    public JsonNode get(String path) {
        HttpResponse<String> answer = send(request(path).GET());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return read(answer);
    }

    /** A job. */
    public JsonNode job(UUID id) {
        return get("/jobs/" + id);
    }

    /** Waits for a job to be as {@code wanted} and returns it. */
    public JsonNode await(UUID id, Predicate<JsonNode> wanted) {
        return awaitWithin(JOB_LIMIT, id, wanted);
    }

    /** Waits for a job's end and returns it. */
    public JsonNode awaitEnd(UUID id) {
        return await(id, job -> TERMINAL.contains(state(job)));
    }

    /** The same with another limit. */
    public JsonNode awaitWithin(Duration limit, UUID id, Predicate<JsonNode> wanted) {
        return Awaitility.await("job " + id)
                .atMost(limit)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> job(id), wanted);
    }

    /** State of a job. */
    public static String state(JsonNode job) {
        return job.path("state").asText();
    }

    /** A time of a job, or null. */
    public static Instant time(JsonNode job, String field) {
        return job.hasNonNull(field) ? Instant.parse(job.path(field).asText()) : null;
    }

    /** The history of a job. */
    public List<JsonNode> history(UUID id) {
        List<JsonNode> events = new ArrayList<>();
        get("/jobs/" + id + "/history").path("events").forEach(events::add);
        return events;
    }

    /** What is there of a job's stdout or stderr. */
    public String log(UUID id, String stream) {
        HttpResponse<String> answer = send(request("/jobs/" + id + "/log?stream=" + stream)
                .header("Accept", "text/plain")
                .GET());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    /** Asks for a job's cancellation. */
    public HttpResponse<String> cancel(UUID id) {
        return send(request("/jobs/" + id + "/cancel").POST(BodyPublishers.noBody()));
    }

    /** The body of an answer as JSON. */
    public static JsonNode read(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(answer.body(), e);
        }
    }
}
