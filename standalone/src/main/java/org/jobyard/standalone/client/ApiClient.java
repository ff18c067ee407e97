package org.jobyard.standalone.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** The server's API. Thread-safe. */
public final class ApiClient {
    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
    /** How long a server that restarts is waited for. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI api;
    private final String token;

    /**
     * A client of one server.
     *
     * @param api address of the API without a slash at its end, such as {@code http://localhost:8080/api/v1}
     * @param token an API token
     */
    public ApiClient(URI api, String token) {
        this.api = api;
        this.token = token;
    }

    /**
     * Submits a job. A server that cannot answer now is asked again under the same key, so that it is one job however
     * often it takes.
     *
     * @return what the server says of the job
     * @throws ApiException when it is refused, or the server stays away
     */
    public JsonNode submit(JsonNode job) {
        String key = UUID.randomUUID().toString();
        return patiently(() -> send(request("/jobs").header("Idempotency-Key", key), "POST", job));
    }

    /** What is there now. */
    public JsonNode get(String path) {
        return patiently(() -> send(request(path), "GET", null));
    }

    /** Sends a body once; a request that is not safe to repeat is not repeated. */
    public JsonNode post(String path, JsonNode body) {
        return send(request(path), "POST", body);
    }

    /** A part of a path or query, encoded. */
    public static String encode(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * Opens a stream of server-sent events; the caller closes it.
     *
     * @param lastEventId where to go on; null: from the start
     */
    EventStream events(String path, String lastEventId) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(api + path))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "text/event-stream");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        HttpResponse<InputStream> response = exchange(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            try (InputStream body = response.body()) {
                throw refusal(response.statusCode(), new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return new EventStream(response.body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(api + path))
                .timeout(ANSWER_LIMIT)
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json, application/problem+json");
    }

    private JsonNode send(HttpRequest.Builder request, String method, JsonNode body) {
        HttpRequest.BodyPublisher publisher = body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body.toString());
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        try {
            HttpResponse<String> response =
                    exchange(request.method(method, publisher).build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw refusal(response.statusCode(), response.body());
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new ApiException(0, "no answer from " + api + ": " + reason(e), e);
        }
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler) throws IOException {
        try {
            return http.send(request, handler);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private interface Call {
        JsonNode run();
    }

    private static JsonNode patiently(Call call) {
        Instant giveUp = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                return call.run();
            } catch (ApiException e) {
                boolean passing = e.status() == 0 || e.status() == 503 || e.status() == 429;
                if (!passing || Instant.now().isAfter(giveUp) || !pause()) {
                    throw e;
                }
            }
        }
    }

    /** False when the thread was interrupted. */
    static boolean pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static ApiException refusal(int status, String body) {
        StringBuilder message = new StringBuilder();
        try {
            JsonNode problem = JSON.readTree(body);
            message.append(problem.path("detail").asText(problem.path("title").asText("")));
            for (JsonNode error : problem.path("errors")) {
                message.append(message.toString().endsWith(".") ? " " : "; ")
                        .append(error.path("field").asText())
                        .append(": ")
                        .append(error.path("message").asText());
            }
        } catch (JsonProcessingException e) {
            message.append(body.strip(), 0, Math.min(200, body.strip().length()));
        }
        return new ApiException(status, "the server refused (" + status + "): " + message, null);
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
