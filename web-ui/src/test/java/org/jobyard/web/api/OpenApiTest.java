package org.jobyard.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jobyard.control.JobChange;
import org.jobyard.control.LimitChange;
import org.jobyard.letters.LetterSummary;
import org.jobyard.query.JobSummary;
import org.jobyard.schedule.ScheduleSummary;
import org.jobyard.security.NewToken;
import org.jobyard.security.NewUser;
import org.jobyard.security.TokenView;
import org.jobyard.web.api.json.Json;
import org.jobyard.web.api.json.RequestJson;
import org.jobyard.workers.WorkerView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The description of the API says what the code does. */
class OpenApiTest {

    private static final JsonNode DOCUMENT = read();
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete", "head");

    private static final Set<Class<?>> FLAT =
            Set.of(JobSummary.class, TokenView.class, ScheduleSummary.class, LetterSummary.class, WorkerView.class);

    private record Operation(String name, JsonNode body) {}

    private static JsonNode read() {
        try (InputStream yaml = OpenApiTest.class.getResourceAsStream("/META-INF/openapi.yaml")) {
            return new YAMLMapper().readTree(yaml);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        DOCUMENT.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(entry -> METHODS.contains(entry.getKey()))
                        .forEach(entry ->
                                operations.add(new Operation(entry.getKey() + " " + path.getKey(), entry.getValue()))));
        return operations;
    }

    @Test
    void describesEveryAddressAndNoOther() {
        assertThat(operations().stream().map(Operation::name))
                .containsExactlyInAnyOrderElementsOf(Addresses.ofTheResources());
    }

    @Test
    void namesEachOperationOnce() {
        assertThat(operations().stream()
                        .map(operation -> operation.body().path("operationId").asText()))
                .doesNotContain("")
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void saysWhatAnOperationDoesWithExamples(Operation operation) {
        JsonNode body = operation.body();
        assertThat(body.path("summary").asText()).isNotBlank();
        assertThat(body.path("description").asText()).isNotBlank();
        assertThat(body.path("tags")).isNotEmpty();
        assertThat(body.path("responses").properties())
                .extracting(Map.Entry::getKey)
                .anyMatch(s -> s.startsWith("2"));
        assertThat(body.path("responses").properties())
                .extracting(Map.Entry::getKey)
                .anyMatch(s -> s.startsWith("4"));
        body.path("responses").forEach(response -> {
            assertThat(resolve(response).path("description").asText()).isNotBlank();
            resolve(response)
                    .path("content")
                    .forEach(content -> assertThat(hasExample(content))
                            .as("example of %s", content)
                            .isTrue());
        });
        body.path("requestBody")
                .path("content")
                .forEach(content -> assertThat(hasExample(content)).isTrue());
    }

    private static boolean hasExample(JsonNode content) {
        return content.has("example") || !content.path("examples").isEmpty();
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        List<String> references = DOCUMENT.findValuesAsText("$ref");

        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                DOCUMENT.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    static Stream<Arguments> requests() {
        return Stream.of(
                Arguments.of("/api/v1/jobs", "post", JobSubmission.class),
                Arguments.of("/api/v1/jobs/actions", "post", ActionSubmission.class),
                Arguments.of("/api/v1/jobs/actions/preview", "post", ActionSubmission.class),
                Arguments.of("/api/v1/jobs/{id}/start", "put", StartChange.class),
                Arguments.of("/api/v1/schedules", "post", ScheduleSubmission.class),
                Arguments.of("/api/v1/schedules/{id}", "put", ScheduleSubmission.class),
                Arguments.of("/api/v1/schedules/preview", "post", TimesSubmission.class),
                Arguments.of("/api/v1/jobs/{id}", "patch", JobChange.class),
                Arguments.of("/api/v1/limits", "put", LimitChange.class),
                Arguments.of("/api/v1/users", "post", NewUser.class),
                Arguments.of("/api/v1/users/{name}", "patch", UserChange.class),
                Arguments.of("/api/v1/tokens", "post", NewToken.class));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void examplesOfRequestsCanBeRead(String path, String method, Class<?> type) throws IOException {
        JsonNode content = DOCUMENT.path("paths").path(path).path(method).at("/requestBody/content/application~1json");
        assertThat(content.path("examples")).isNotEmpty();
        for (JsonNode example : content.path("examples")) {
            byte[] json = example.path("value").toString().getBytes(StandardCharsets.UTF_8);
            assertThat(RequestJson.read(new ByteArrayInputStream(json), type)).isNotNull();
        }
        assertThat(properties(resolve(content.path("schema")))).isEqualTo(fields(type));
    }

    @ParameterizedTest
    @MethodSource("org.jobyard.web.api.AnswerTypes#all")
    void schemasOfAnswersHaveTheFieldsOfTheAnswers(String schema, Class<?> type) {
        assertThat(properties(DOCUMENT.at("/components/schemas/" + schema))).isEqualTo(fields(type));
    }

    @Test
    void examplesOfAnswersFitTheirSchemas() {
        List<JsonNode> contents = new ArrayList<>();
        operations()
                .forEach(operation -> operation.body().path("responses").forEach(response -> {
                    JsonNode content = resolve(response).path("content");
                    content.path("application/json").properties().stream()
                            .findAny()
                            .ifPresent(x -> contents.add(content.path("application/json")));
                    content.path("application/problem+json").properties().stream()
                            .findAny()
                            .ifPresent(x -> contents.add(content.path("application/problem+json")));
                }));

        assertThat(contents).hasSizeGreaterThan(50).allSatisfy(content -> {
            Set<String> shown = new TreeSet<>();
            content.path("example").fieldNames().forEachRemaining(shown::add);
            assertThat(properties(resolve(content.path("schema")))).containsAll(shown);
        });
    }

    private static JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? DOCUMENT.at(node.path("$ref").asText().substring(1)) : node;
    }

    private static Set<String> properties(JsonNode schema) {
        Set<String> names = new TreeSet<>();
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        schema.path("allOf").forEach(part -> names.addAll(properties(resolve(part))));
        return names;
    }

    private static Set<String> fields(Class<?> type) {
        Set<String> names = new TreeSet<>();
        var description = Json.MAPPER.getSerializationConfig().introspect(Json.MAPPER.constructType(type));
        for (BeanPropertyDefinition property : description.findProperties()) {
            Class<?> component = property.getRawPrimaryType();
            if (FLAT.contains(component)) {
                names.addAll(fields(component));
            } else {
                names.add(property.getName());
            }
        }
        return names;
    }
}
