package org.jobyard.standalone.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeedTest {
    private record Answer(int status, String type, String body) {}

    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<String> lastEventIds = new ArrayList<>();
    private HttpServer server;
    private ApiClient api;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        api = new ApiClient(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "jy_test");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        lastEventIds.add(exchange.getRequestHeaders().getFirst("Last-Event-ID"));
        Answer answer = answers.remove();
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", answer.type());
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void events(String body) {
        answers.add(new Answer(200, "text/event-stream", body));
    }

    @Test
    void handsOnEachEventAndReturnsTheEnd() {
        events(
                ": comment\n\nevent: stdout\nid: 5\ndata: {\"text\":\"a\\nb\"}\n\nevent:end\ndata:{\"state\":\"SUCCEEDED\"}\n\n");
        List<String> seen = new ArrayList<>();

        JsonNode end = new Feed(api, "/jobs/1/log")
                .follow((name, data) -> seen.add(name + "=" + data.path("text").asText()));

        assertThat(seen).containsExactly("stdout=a\nb");
        assertThat(end.path("state").asText()).isEqualTo("SUCCEEDED");
    }

    @Test
    void goesOnAfterTheLastEventWhenTheConnectionIsLost() {
        events("event: stdout\nid: 5\ndata: {\"text\":\"one\"}\n\nevent: stdout\nid: 9\ndata: {\"text\":\"cut o");
        answers.add(new Answer(503, "application/problem+json", "{\"detail\":\"starting\"}"));
        events(
                "event: stdout\nid: 9\ndata: {\"text\":\"two\"}\n\nevent: end\ndata: {\"state\":\"FAILED\",\"exitCode\":3}\n\n");
        List<String> seen = new ArrayList<>();

        JsonNode end = new Feed(api, "/jobs/1/log")
                .follow((name, data) -> seen.add(data.path("text").asText()));

        assertThat(seen).containsExactly("one", "two");
        // An id counts with its event only: the one that was cut off comes again.
        assertThat(lastEventIds).containsExactly(null, "5", "5");
        assertThat(end.path("exitCode").asInt()).isEqualTo(3);
    }

    @Test
    void saysWhatTheServerRefused() {
        answers.add(
                new Answer(
                        400,
                        "application/problem+json",
                        "{\"detail\":\"The job is not valid.\",\"errors\":[{\"field\":\"name\",\"message\":\"is too long\"}]}"));

        assertThatThrownBy(() -> api.submit(ScriptJob.now("x", "true")))
                .isInstanceOf(ApiException.class)
                .hasMessage("the server refused (400): The job is not valid. name: is too long");
    }
}
