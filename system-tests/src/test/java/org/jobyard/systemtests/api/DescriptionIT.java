package org.jobyard.systemtests.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jobyard.systemtests.ApiClient;
import org.jobyard.systemtests.JobyardExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the server says of itself. */
@ExtendWith(JobyardExtension.class)
class DescriptionIT {

    private final ApiClient api;

    DescriptionIT(ApiClient api) {
        this.api = api;
    }

    private HttpRequest.Builder outside(String path) {
        return HttpRequest.newBuilder(api.request("/").build().uri().resolve(path));
    }

    private JsonNode openApi() {
        HttpResponse<String> answer = api.send(outside("/openapi?format=JSON").header("Accept", "application/json"));
        assertThat(answer.statusCode()).isEqualTo(200);
        return ApiClient.read(answer);
    }

    @Test
    void theDescriptionIsServedToEverybody() throws IOException {
        JsonNode document = openApi();

        assertThat(document.at("/info/title").asText()).isEqualTo("Jobyard");
        assertThat(document.path("paths").fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(written());
        assertThat(document.at("/paths/~1api~1v1~1jobs/post/summary").asText()).isEqualTo("Submit a job");
        assertThat(document.at("/components/securitySchemes/token/scheme").asText())
                .isEqualTo("bearer");
        assertThat(document.at("/components/schemas/Problem/properties/code/enum"))
                .isNotEmpty();
    }

    @Test
    void theExamplesOfRequestsAreAccepted() {
        People people = new People(api);
        String user = people.create("ENGINEER", "default");
        JsonNode paths = openApi().path("paths");
        for (JsonNode example : examples(paths.path("/api/v1/jobs").path("post"))) {
            assertThat(People.send(api, "POST", "/jobs", example.toString()).statusCode())
                    .as(example.toString())
                    .isEqualTo(201);
        }
        for (JsonNode example : examples(paths.path("/api/v1/users").path("post"))) {
            ((ObjectNode) example).put("name", People.name("example"));
            assertThat(People.send(api, "POST", "/users", example.toString()).statusCode())
                    .as(example.toString())
                    .isEqualTo(201);
        }
        for (JsonNode example : examples(paths.path("/api/v1/users/{name}").path("patch"))) {
            assertThat(People.send(api, "PATCH", "/users/" + user, example.toString())
                            .statusCode())
                    .as(example.toString())
                    .isEqualTo(204);
        }
        for (JsonNode example : examples(paths.path("/api/v1/tokens").path("post"))) {
            assertThat(People.send(people.as(user), "POST", "/tokens", example.toString())
                            .statusCode())
                    .as(example.toString())
                    .isEqualTo(201);
        }
    }

    /** The addresses in the description as it is written: the server adds none of its own, and loses none. */
    private static List<String> written() throws IOException {
        Path file = Path.of("../web-ui/src/main/resources/META-INF/openapi.yaml");
        return Pattern.compile("^  (/[^:]+):$", Pattern.MULTILINE)
                .matcher(Files.readString(file))
                .results()
                .map(path -> path.group(1))
                .toList();
    }

    private static Iterable<JsonNode> examples(JsonNode operation) {
        JsonNode examples = operation.at("/requestBody/content/application~1json/examples");
        assertThat(examples).isNotEmpty();
        return examples.findValues("value");
    }

    @Test
    void healthIsToldToEverybody() {
        for (String path : new String[] {"/health", "/health/ready", "/health/live"}) {
            HttpResponse<String> answer = api.send(outside(path));
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(ApiClient.read(answer).path("status").asText()).isEqualTo("UP");
        }
    }

    @Test
    void figuresAreToldToThoseWhoSignIn() {
        URI metrics = outside("/metrics").build().uri();
        String token =
                api.request("/").build().headers().firstValue("Authorization").orElseThrow();

        assertThat(api.send(HttpRequest.newBuilder(metrics)).statusCode()).isEqualTo(401);
        HttpResponse<String> answer = api.send(HttpRequest.newBuilder(metrics).header("Authorization", token));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("jobyard_jobs{")
                .contains("jobyard_workers{")
                .contains("jobyard_api_requests_total{");
    }

    @Test
    void endsAndStartDelaysAreCounted() {
        double failed = figure("jobyard_jobs_ended_total", "failed");
        double succeeded = figure("jobyard_jobs_ended_total", "succeeded");
        double starts = figure("jobyard_start_delay_seconds_count", "");
        api.awaitEnd(api.submitScript("counted", "exit 0"));
        api.awaitEnd(api.submitScript("counted as failed", "exit 1"));

        await().until(() -> figure("jobyard_jobs_ended_total", "failed") == failed + 1
                && figure("jobyard_jobs_ended_total", "succeeded") == succeeded + 1
                && figure("jobyard_start_delay_seconds_count", "") == starts + 2);
    }

    @Test
    void whatIsAskedOfTheDatabaseIsCountedByUseCase() {
        api.awaitEnd(api.submitScript("counted too", "exit 0"));

        assertThat(figure("jobyard_db_statements", "\"EventListener\"")).isPositive();
        assertThat(figure("jobyard_db_commits", "\"EventListener\"")).isPositive();
        assertThat(figure("jobyard_db_statements", "\"JobQueries\"")).isPositive();
    }

    /** The value of the figure whose tags have this text. */
    private double figure(String name, String tag) {
        String token =
                api.request("/").build().headers().firstValue("Authorization").orElseThrow();
        HttpResponse<String> answer = api.send(outside("/metrics").header("Authorization", token));
        return answer.body()
                .lines()
                .filter(line -> line.startsWith(name + "{") && line.contains(tag))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " " + tag + " in " + answer.body()));
    }
}
