package org.jobyard.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Posts JSON to one address. */
final class Http {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI address;
    private final HttpRequest.Builder template;

    Http(URI address, String token) {
        this.address = address;
        template = HttpRequest.newBuilder(address)
                .timeout(Duration.ofMinutes(1))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json");
    }

    /** The answer's body; throws when the status is another one. */
    String post(String json, int expected) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                template.copy().POST(HttpRequest.BodyPublishers.ofString(json)).build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != expected) {
            throw new IOException("jobs were refused with " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    /** What is at a path under the address; throws when the status is not 200. */
    String get(String path) throws IOException, InterruptedException {
        HttpRequest request =
                template.copy().uri(URI.create(address + path)).GET().build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(path + " was refused with " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    /** A job that does nothing. */
    static String job(String name) {
        return "{\"type\":\"" + NoopWorker.TYPE + "\",\"name\":\"" + name + "\"}";
    }
}
