package org.jobyard.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** One job a request. */
final class RestSubmitter implements Submitter {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpRequest.Builder template;

    RestSubmitter(URI api, String token) {
        template = HttpRequest.newBuilder(URI.create(api + "/jobs"))
                .timeout(Duration.ofMinutes(1))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json");
    }

    @Override
    public void submit(String name) throws IOException, InterruptedException {
        String job = "{\"type\":\"" + NoopWorker.TYPE + "\",\"name\":\"" + name + "\"}";
        HttpResponse<String> answer = http.send(
                template.copy().POST(HttpRequest.BodyPublishers.ofString(job)).build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 201) {
            throw new IOException("a job was refused with " + answer.statusCode() + ": " + answer.body());
        }
    }
}
