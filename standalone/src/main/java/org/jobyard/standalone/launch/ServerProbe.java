package org.jobyard.standalone.launch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks a server whether it is ready. Thread-safe. */
public final class ServerProbe {
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

    /** Status of a GET; 0 when there was no answer in time. */
    int status(String path) {
        HttpRequest request = HttpRequest.newBuilder(root.resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
