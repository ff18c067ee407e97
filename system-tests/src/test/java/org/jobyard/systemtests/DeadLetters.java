package org.jobyard.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.AMQP.BasicProperties;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;

/** Makes dead letters of its own and finds them again. */
public final class DeadLetters {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final ApiClient api;

    /** As an operator. */
    public DeadLetters(ApiClient api) {
        this.api = api;
    }

    /** A message to {@code jobyard.events} that nobody can handle. */
    public static void send(AmqpClient client, String name, String body) {
        client.publish(
                "jobyard.events",
                new BasicProperties.Builder()
                        .messageId(name)
                        .correlationId(name)
                        .deliveryMode(2)
                        .headers(Map.of("jobyard_event", "nonsense", "test_name", name, "test_number", 7))
                        .build(),
                body);
    }

    /** Waits for the letter of that correlation id and gives it in full. */
    public JsonNode await(String correlationId) {
        return found(() -> find("", correlationId));
    }

    /** Waits for a letter that came with that routing key and gives it in full. */
    public JsonNode awaitTo(String routingKey) {
        return found(() -> find("?routingKey=" + routingKey, null));
    }

    private static JsonNode found(Callable<JsonNode> search) {
        return Awaitility.await("the dead letter").atMost(LIMIT).until(search, Objects::nonNull);
    }

    /** Waits until there is none any more with that correlation id. */
    public void awaitGone(String correlationId) {
        Awaitility.await("no letter " + correlationId).atMost(LIMIT).until(() -> find("", correlationId) == null);
    }

    private JsonNode find(String query, String correlationId) {
        return StreamSupport.stream(
                        api.get("/dead-letters" + query).path("letters").spliterator(), false)
                .map(letter -> api.get("/dead-letters/" + letter.path("id").asText()))
                .filter(letter -> correlationId == null
                        || letter.path("correlationId").asText().equals(correlationId))
                .findFirst()
                .orElse(null);
    }

    /** Asks for a letter to be sent back. */
    public HttpResponse<String> sendBack(JsonNode letter) {
        return api.send(api.request("/dead-letters/" + letter.path("id").asText() + "/send-back")
                .POST(BodyPublishers.noBody()));
    }

    /** Asks for a letter to be discarded. */
    public HttpResponse<String> discard(JsonNode letter) {
        return api.send(
                api.request("/dead-letters/" + letter.path("id").asText()).DELETE());
    }
}
