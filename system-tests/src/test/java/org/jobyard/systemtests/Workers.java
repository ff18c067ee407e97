package org.jobyard.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** The workers as the API shows them, and commands to them. */
public final class Workers {
    private final ApiClient api;

    /** As this client sees them. */
    public Workers(ApiClient api) {
        this.api = api;
    }

    /** Name of the worker that was started with the server: the one of scripts that is no other test's. */
    public String own() {
        for (JsonNode worker : api.get("/workers").path("workers")) {
            if (worker.path("name").asText().endsWith("-script")) {
                return worker.path("name").asText();
            }
        }
        throw new AssertionError("no worker was started with the server");
    }

    /** Sends a command, such as {@code suspend}. */
    public HttpResponse<String> tell(String worker, String command) {
        return api.send(api.request("/workers/" + worker + "/" + command).POST(BodyPublishers.noBody()));
    }

    /** Sends a command and waits until the worker says that it does so. */
    public void tell(String worker, String command, String mode) {
        HttpResponse<String> answer = tell(worker, command);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        await(worker, found -> found.path("mode").asText().equals(mode));
    }

    /** Waits for a worker to be as {@code wanted}. */
    public JsonNode await(String worker, Predicate<JsonNode> wanted) {
        return Awaitility.await("worker " + worker)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> {
                            HttpResponse<String> answer =
                                    api.send(api.request("/workers/" + worker).GET());
                            return answer.statusCode() == 404 ? MissingNode.getInstance() : ApiClient.read(answer);
                        },
                        wanted);
    }
}
