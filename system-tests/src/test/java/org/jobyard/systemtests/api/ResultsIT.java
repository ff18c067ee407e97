package org.jobyard.systemtests.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jobyard.systemtests.api.Problems.assertProblem;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jobyard.systemtests.ApiClient;
import org.jobyard.systemtests.Jobyard;
import org.jobyard.systemtests.JobyardExtension;
import org.jobyard.systemtests.api.EventClient.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(JobyardExtension.class)
class ResultsIT {

    private final ApiClient api;

    ResultsIT(ApiClient api) {
        this.api = api;
    }

    private HttpResponse<String> log(UUID job, String query, String range) {
        var request = api.request("/jobs/" + job + "/log" + query);
        return api.send((range == null ? request : request.header("Range", range)).GET());
    }

    private static String text(List<Event> events, String stream) {
        StringBuilder text = new StringBuilder();
        events.stream()
                .filter(event -> event.name().equals(stream))
                .forEach(event -> text.append(event.data().path("text").asText()));
        return text.toString();
    }

    @Test
    void aLogIsReadInParts() {
        UUID job = api.submitScript("alphabet", "printf abcdefghij; printf oops >&2");
        api.awaitEnd(job);
        api.await(
                job,
                ended -> log(job, "", null)
                        .headers()
                        .firstValue("Jobyard-Log-Complete")
                        .orElse("")
                        .equals("true"));

        HttpResponse<String> whole = log(job, "", null);
        assertThat(whole.body()).isEqualTo("abcdefghij");
        assertThat(whole.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
        assertThat(whole.headers().firstValue("Jobyard-Log-End")).contains("10");
        assertThat(log(job, "?stream=stderr", null).body()).isEqualTo("oops");
        assertThat(log(job, "?offset=3&limit=4", null).body()).isEqualTo("defg");
        assertThat(log(job, "?offset=10", null).body()).isEmpty();
        HttpResponse<String> range = log(job, "", "bytes=2-4");
        assertThat(range.statusCode()).isEqualTo(206);
        assertThat(range.body()).isEqualTo("cde");
        assertThat(range.headers().firstValue("Content-Range").orElse("")).startsWith("bytes 2-4/");
        assertThat(log(job, "", "bytes=8-").headers().firstValue("Content-Range"))
                .contains("bytes 8-9/10");
        assertThat(log(job, "", "bytes=-3").body()).isEqualTo("hij");
        assertThat(log(job, "", "lines=1-2").statusCode()).isEqualTo(200);
        assertProblem(log(job, "", "bytes=100-"), 416, "RANGE_NOT_SATISFIABLE");
        assertProblem(log(job, "?stream=stdin", null), 400, "INVALID");
        assertProblem(log(job, "?offset=-1", null), 400, "INVALID");
    }

    @Test
    void aLogIsFollowedWhileItIsWritten() {
        UUID job = api.submitScript(
                "chatty", "for i in 1 2 3 4; do printf 'zeile %s äö\\r\\n' $i; sleep 0.4; done; echo e >&2; exit 3");
        List<Event> events;
        boolean sawItRun = false;
        try (EventClient client = EventClient.open(api, "/jobs/" + job + "/log", null)) {
            events = new ArrayList<>();
            for (Event event = client.next(); event != null; event = client.next()) {
                sawItRun |= events.isEmpty() && ApiClient.state(api.job(job)).equals("RUNNING");
                events.add(event);
            }
        }

        assertThat(sawItRun).as("the first line came while it ran").isTrue();
        assertThat(text(events, "stdout")).isEqualTo("zeile 1 äö\r\nzeile 2 äö\r\nzeile 3 äö\r\nzeile 4 äö\r\n");
        assertThat(text(events, "stderr")).isEqualTo("e\n");
        assertThat(events).last().satisfies(end -> {
            assertThat(end.name()).isEqualTo("end");
            assertThat(end.data().path("state").asText()).isEqualTo("FAILED");
            assertThat(end.data().path("exitCode").asInt()).isEqualTo(3);
        });
    }

    @Test
    void aClientThatComesBackGoesOnWhereItWas() {
        UUID job = api.submitScript("broken off", "for i in 1 2 3 4 5 6; do echo line $i; sleep 0.3; done");
        Event first;
        try (EventClient client = EventClient.open(api, "/jobs/" + job + "/log?stream=stdout", null)) {
            first = client.next();
        }
        List<Event> rest;
        try (EventClient client = EventClient.open(api, "/jobs/" + job + "/log?stream=stdout", first.id())) {
            rest = client.all();
        }
        List<Event> lateAgain;
        try (EventClient client = EventClient.open(api, "/jobs/" + job + "/log?stream=stdout", first.id())) {
            lateAgain = client.all();
        }
        String whole = "line 1\nline 2\nline 3\nline 4\nline 5\nline 6\n";

        assertThat(first.data().path("text").asText() + text(rest, "stdout")).isEqualTo(whole);
        assertThat(first.data().path("text").asText() + text(lateAgain, "stdout"))
                .isEqualTo(whole);
    }

    @Test
    void aHistoryIsReadAndFollowed() {
        UUID job = api.submitScript("followed", "sleep 0.5");
        List<Event> events;
        try (EventClient client = EventClient.open(api, "/jobs/" + job + "/history", null)) {
            events = client.all();
        }
        List<JsonNode> history = api.history(job);

        assertThat(events).last().extracting(Event::name).isEqualTo("end");
        assertThat(events.subList(0, events.size() - 1))
                .extracting(event -> event.data().path("seq").asInt())
                .isEqualTo(
                        history.stream().map(entry -> entry.path("seq").asInt()).toList());
        assertThat(history).extracting(entry -> entry.path("state").asText()).endsWith("SUCCEEDED");
        try (EventClient client =
                EventClient.open(api, "/jobs/" + job + "/history", events.get(0).id())) {
            assertThat(client.all()).isEqualTo(events.subList(1, events.size()));
        }
    }

    @Test
    void filesAreListedAndDownloadedNeverShown() {
        UUID job = api.submitScript(
                "files",
                "mkdir -p \"$JOBYARD_OUTPUT/a\"; echo '<script>alert(1)</script>' > \"$JOBYARD_OUTPUT/a/ä b.html\"");
        JsonNode ended = api.awaitEnd(job);
        assertThat(ended.path("state").asText()).as(ended.toString()).isEqualTo("SUCCEEDED");
        JsonNode outputs = api.get("/jobs/" + job + "/outputs");
        assertThat(outputs.path("outputs")).hasSize(1);
        assertThat(outputs.at("/outputs/0/name").asText()).isEqualTo("a/ä b.html");
        assertThat(outputs.path("location").asText()).isNotBlank();

        HttpResponse<String> file = api.send(
                api.request("/jobs/" + job + "/outputs/a/%C3%A4%20b.html").GET());
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.body()).isEqualTo("<script>alert(1)</script>\n");
        assertThat(file.headers().firstValue("Content-Type")).contains("application/octet-stream");
        assertThat(file.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(file.headers().firstValue("Content-Disposition").orElse(""))
                .startsWith("attachment;")
                .contains("filename*=UTF-8''%C3%A4%20b.html");
        HttpResponse<String> head = api.send(api.request("/jobs/" + job + "/outputs/a/%C3%A4%20b.html")
                .method("HEAD", java.net.http.HttpRequest.BodyPublishers.noBody()));
        assertThat(head.headers().firstValue("Content-Length"))
                .contains(Integer.toString(file.body().length()));
        for (String path : List.of("nothing", "../stdout", "..%2F..%2Fstdout", "a", "%2Fetc%2Fpasswd")) {
            assertThat(api.send(api.request("/jobs/" + job + "/outputs/" + path).GET())
                            .statusCode())
                    .as(path)
                    .isIn(400, 404);
        }
    }

    @Test
    void aFailureOfTheServerRevealsNothing(Jobyard jobyard) throws SQLException {
        UUID job = api.submitScript("breaks", "exit 0");
        api.awaitEnd(job);
        // What no release wrote, and none can read.
        try (var connection = jobyard.database();
                var statement = connection.prepareStatement("update job set outputs = '{\"a\": 1}' where id = ?")) {
            statement.setObject(1, job);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }

        JsonNode problem =
                assertProblem(api.send(api.request("/jobs/" + job + "/outputs").GET()), 500, "INTERNAL");
        assertThat(problem.toString()).doesNotContainIgnoringCase("json").doesNotContain("outputs");
    }

    @Test
    void aRunningJobIsCancelled() {
        UUID job = api.submitScript("endless", "sleep 300");
        api.await(job, running -> ApiClient.state(running).equals("RUNNING"));
        HttpResponse<String> answer = api.cancel(job);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(ApiClient.read(answer).path("outcome").asText()).isEqualTo("REQUESTED");
        assertThat(ApiClient.state(api.awaitEnd(job))).isEqualTo("CANCELLED");
        assertProblem(api.cancel(job), 409, "CONFLICT");
    }
}
