package org.jobyard.standalone.launch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Asks a server whether it is ready. Thread-safe. */
public final class ServerProbe {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final URI root;
    private final String token;

    /** Of the server with this root address, which ends in a slash. */
    public ServerProbe(String root, String token) {
        this.root = URI.create(root);
        this.token = token;
    }

    /** Whether it says it is healthy, and the application takes our token: health alone is also said without it. */
    public boolean isReady() {
        return status("health/ready") == 200 && status("api/v1/me") == 200;
    }

    /** Whether a live worker takes jobs of the type. */
    boolean hasWorker(String type) {
        Optional<HttpResponse<String>> answer = get("api/v1/workers").filter(response -> response.statusCode() == 200);
        try {
            return answer.isPresent()
                    && elements(JSON.readTree(answer.get().body()).path("workers"))
                            .anyMatch(worker -> takes(worker, type));
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static boolean takes(JsonNode worker, String type) {
        return worker.path("state").asText().equals("LIVE")
                && elements(worker.path("types"))
                        .anyMatch(taken -> taken.asText().equals(type));
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /** Status of a GET; 0 when there was no answer in time. */
    int status(String path) {
        return get(path).map(HttpResponse::statusCode).orElse(0);
    }

    private Optional<HttpResponse<String>> get(String path) {
        HttpRequest request = HttpRequest.newBuilder(root.resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .build();
        try {
            return Optional.of(http.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
