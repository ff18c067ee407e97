package org.jobyard.systemtests.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jobyard.systemtests.ApiClient;

/** Reads server-sent events as a browser does. One connection; the caller closes it. */
final class EventClient implements AutoCloseable {

    /**
     * An event.
     *
     * @param name its name
     * @param id its id, or null
     * @param data its data
     */
    record Event(String name, String id, JsonNode data) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Stream<String> lines;
    private final Iterator<String> line;

    private EventClient(Stream<String> lines) {
        this.lines = lines;
        this.line = lines.iterator();
    }

    /** Follows {@code path}, after the event {@code lastEventId} (null: from the start). */
    static EventClient open(ApiClient api, String path, String lastEventId) {
        HttpRequest.Builder request =
                api.request(path).header("Accept", "text/event-stream").timeout(Duration.ofSeconds(60));
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        try {
            HttpResponse<Stream<String>> answer =
                    HttpClient.newHttpClient().send(request.GET().build(), BodyHandlers.ofLines());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
            return new EventClient(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The next event, or null when the server has closed. */
    Event next() {
        String name = "message";
        String id = null;
        StringBuilder data = new StringBuilder();
        while (line.hasNext()) {
            String each = line.next();
            if (each.isEmpty()) {
                if (data.length() > 0) {
                    return new Event(name, id, read(data.toString()));
                }
            } else if (each.startsWith("event:")) {
                name = each.substring("event:".length()).strip();
            } else if (each.startsWith("id:")) {
                id = each.substring("id:".length()).strip();
            } else if (each.startsWith("data:")) {
                data.append(each.substring("data:".length()).strip());
            }
        }
        return null;
    }

    /** All events to the end. */
    List<Event> all() {
        List<Event> events = new ArrayList<>();
        for (Event event = next(); event != null; event = next()) {
            events.add(event);
        }
        return events;
    }

    @Override
    public void close() {
        lines.close();
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(json, e);
        }
    }
}
