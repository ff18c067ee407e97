package org.jobyard.ra.broker;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/**
 * Exchanges, queues and bindings that must exist, read from a JSON resource.
 *
 * @param exchanges all durable
 * @param queues all durable
 * @param bindings of queues to exchanges
 */
public record Topology(List<Exchange> exchanges, List<Queue> queues, List<Binding> bindings) {
    /** A durable exchange of a type such as {@code direct}. */
    public record Exchange(String name, String type) {}

    /** A durable queue with its arguments, such as {@code x-queue-type}. */
    public record Queue(String name, Map<String, Object> arguments) {}

    /** A binding of a queue to an exchange. */
    public record Binding(String exchange, String queue, String key) {}

    /**
     * Reads a topology.
     *
     * @param resource name of a resource on the adapter's class path
     * @throws IllegalArgumentException when there is none, or it is not as expected
     */
    public static Topology read(String resource) {
        try (InputStream in = Topology.class.getResourceAsStream("/" + resource)) {
            if (in == null) {
                throw new IllegalArgumentException("no resource " + resource);
            }
            try (JsonReader reader = Json.createReader(in)) {
                return of(reader.readObject());
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("unreadable resource " + resource, e);
        }
    }

    private static Topology of(JsonObject json) {
        return new Topology(
                json.getJsonArray("exchanges")
                        .getValuesAs(e -> new Exchange(
                                e.asJsonObject().getString("name"),
                                e.asJsonObject().getString("type"))),
                json.getJsonArray("queues")
                        .getValuesAs(q -> new Queue(
                                q.asJsonObject().getString("name"),
                                arguments(q.asJsonObject().getJsonObject("arguments")))),
                json.getJsonArray("bindings")
                        .getValuesAs(b -> new Binding(
                                b.asJsonObject().getString("exchange"),
                                b.asJsonObject().getString("queue"),
                                b.asJsonObject().getString("key"))));
    }

    private static Map<String, Object> arguments(JsonObject json) {
        Map<String, Object> arguments = new HashMap<>();
        if (json != null) {
            json.forEach((name, value) -> arguments.put(name, argument(name, value)));
        }
        return arguments;
    }

    private static Object argument(String name, JsonValue value) {
        return switch (value.getValueType()) {
            case STRING -> ((JsonString) value).getString();
            case NUMBER -> ((JsonNumber) value).longValueExact();
            case TRUE -> true;
            case FALSE -> false;
            case NULL, ARRAY, OBJECT -> throw new IllegalArgumentException("argument " + name + " is " + value);
        };
    }

    /** True for an exchange that is declared. */
    public boolean declares(String exchange) {
        return exchanges.stream().anyMatch(declared -> declared.name().equals(exchange));
    }

    /** True when a message to this place reaches a queue by what is declared alone. */
    public boolean takes(String exchange, String key) {
        return exchange.isEmpty()
                ? queues.stream().anyMatch(queue -> queue.name().equals(key))
                : bindings.stream()
                        .anyMatch(binding -> binding.exchange().equals(exchange)
                                && binding.key().equals(key));
    }

    /**
     * Declares everything; what is there already stays as it is.
     *
     * @throws IOException also when something exists under the same name with other properties
     */
    public void declare(Connection connection) throws IOException {
        try (Channel channel = connection.createChannel()) {
            for (Exchange exchange : exchanges) {
                channel.exchangeDeclare(exchange.name(), exchange.type(), true);
            }
            for (Queue queue : queues) {
                channel.queueDeclare(queue.name(), true, false, false, queue.arguments());
            }
            for (Binding binding : bindings) {
                channel.queueBind(binding.queue(), binding.exchange(), binding.key());
            }
        } catch (TimeoutException e) {
            throw new IOException(e);
        }
    }
}
