package org.jobyard.systemtests.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.util.UUID;
import org.jobyard.sdk.message.Json;
import org.jobyard.systemtests.ApiClient;
import org.jobyard.systemtests.JobyardExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(JobyardExtension.class)
class SchedulesIT {

    private final ApiClient api;

    SchedulesIT(ApiClient api) {
        this.api = api;
    }

    private static ObjectNode schedule(String script) {
        ObjectNode schedule = Json.object().put("name", People.name("schedule"));
        schedule.set("job", ApiClient.script(People.name("scheduled"), script));
        return schedule;
    }

    private HttpResponse<String> send(String method, String path, JsonNode body) {
        return api.send(api.request(path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body.toString())));
    }

    private JsonNode create(ObjectNode schedule) {
        HttpResponse<String> answer = send("POST", "/schedules", schedule);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return ApiClient.read(answer);
    }

    private JsonNode post(String path, int status) {
        HttpResponse<String> answer = api.send(api.request(path).POST(BodyPublishers.noBody()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return ApiClient.read(answer);
    }

    private void delete(JsonNode schedule) {
        HttpResponse<String> answer = api.send(api.request(address(schedule)).DELETE());
        assertThat(answer.statusCode()).isEqualTo(204);
    }

    private static String address(JsonNode schedule) {
        return "/schedules/" + schedule.path("id").asText();
    }

    @Test
    void eachSlotIsAJobThatRunsAndNoneStartsBeforeItsTime() {
        JsonNode schedule = create(schedule("exit 0").put("interval", "PT1S").put("overlap", "ALLOW"));
        JsonNode slots = await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> api.get(address(schedule) + "/slots?outcome=RUN").path("slots"),
                        found -> found.size() >= 3);
        post(address(schedule) + "/pause", 200);
        for (JsonNode slot : slots) {
            JsonNode job = api.awaitEnd(UUID.fromString(slot.path("job").asText()));
            Instant time = Instant.parse(slot.path("at").asText());
            assertThat(ApiClient.state(job)).isEqualTo("SUCCEEDED");
            assertThat(ApiClient.time(job, "desiredAt")).isEqualTo(time);
            assertThat(ApiClient.time(job, "startedAt")).isAfterOrEqualTo(time);
        }
        delete(schedule);
    }

    @Test
    void aPausedScheduleWaitsAndRunsWhenItIsAsked() {
        JsonNode schedule = create(schedule("exit 0").put("cron", "0 3 1 1 *").put("zone", "Europe/Berlin"));
        assertThat(schedule.path("upcoming")).hasSize(20);
        assertThat(post(address(schedule) + "/pause", 200).path("state").asText())
                .isEqualTo("PAUSED");
        JsonNode run = post(address(schedule) + "/run", 201);
        api.awaitEnd(UUID.fromString(run.path("job").asText()));
        assertThat(post(address(schedule) + "/resume", 200).path("state").asText())
                .isEqualTo("ACTIVE");
        JsonNode seen = api.get(address(schedule));
        assertThat(seen.at("/last/byHand").asBoolean()).isTrue();
        assertThat(seen.at("/job/type").asText()).isEqualTo("script");
        delete(schedule);
        assertThat(api.send(api.request(address(schedule)).GET()).statusCode()).isEqualTo(404);
    }

    @Test
    void theTimesAreShownBeforeTheyAreSavedAndEachWrongFieldIsNamed() {
        ObjectNode times = Json.object().put("cron", "30 2 28 3 *").put("zone", "Europe/Berlin");
        JsonNode preview = ApiClient.read(send("POST", "/schedules/preview", times));
        assertThat(preview.path("times")).hasSize(20);
        assertThat(preview.at("/times/0").asText()).isEqualTo(next28thOfMarch().toString());
        HttpResponse<String> refused = send(
                "POST",
                "/schedules",
                schedule("exit 0").put("cron", "61 * * * *").put("zone", "Nowhere"));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(ApiClient.read(refused).path("errors").findValuesAsText("field"))
                .containsExactly("cron", "zone");
        ObjectNode wrongJob = schedule("exit 0").put("interval", "PT1H");
        ((ObjectNode) wrongJob.path("job")).put("priority", 12).put("startAt", "2035-01-01T00:00:00Z");
        assertThat(ApiClient.read(send("POST", "/schedules", wrongJob))
                        .path("errors")
                        .findValuesAsText("field"))
                .containsExactly("job.startAt", "job.priority");
    }

    @Test
    void aChangedScheduleIsListedByItsNewName() {
        JsonNode schedule = create(schedule("exit 0").put("interval", "PT1H"));
        ObjectNode other = schedule("exit 0").put("cron", "0 0 * * *");
        ObjectNode job = (ObjectNode) other.path("job");
        job.put("sameName", "QUEUE").putObject("retry").put("attempts", 3);
        JsonNode changed = ApiClient.read(send("PUT", address(schedule), other));
        assertThat(changed.path("cron").asText()).isEqualTo("0 0 * * *");
        assertThat(changed.has("interval")).isFalse();
        assertThat(changed.at("/job/sameName").asText()).isEqualTo("QUEUE");
        other.set("job", changed.path("job"));
        HttpResponse<String> sentAgain = send("PUT", address(schedule), other);
        assertThat(sentAgain.statusCode()).as(sentAgain.body()).isEqualTo(200);
        assertThat(ApiClient.read(sentAgain).path("job")).isEqualTo(changed.path("job"));
        assertThat(api.get("/schedules?name=" + other.path("name").asText()).path("schedules"))
                .hasSize(1);
        delete(schedule);
    }

    @Test
    void theTimeOfAJobThatWaitsCanBeChangedUntilItStarts() {
        UUID job = api.submit(ApiClient.script(People.name("later"), "exit 0").put("startAt", "2035-01-01T00:00:00Z"));
        String start = "/jobs/" + job + "/start";
        JsonNode later = ApiClient.read(send("PUT", start, Json.object().put("startAt", "2036-01-01T00:00:00+01:00")));
        assertThat(ApiClient.time(later, "expectedAt")).isEqualTo(Instant.parse("2035-12-31T23:00:00Z"));
        Instant soon = Instant.now().plusSeconds(2);
        assertThat(send("PUT", start, Json.object().put("startAt", soon.toString()))
                        .statusCode())
                .isEqualTo(200);
        JsonNode ended = api.awaitEnd(job);
        assertThat(ApiClient.time(ended, "startedAt")).isAfterOrEqualTo(soon).isBefore(soon.plusSeconds(20));
        assertThat(send("PUT", start, Json.object()).statusCode()).isEqualTo(409);
    }

    /** At half past two in Berlin, or half past three when clocks are put forward that day. */
    private static Instant next28thOfMarch() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        LocalDateTime time = LocalDateTime.of(Year.now(berlin).getValue(), 3, 28, 2, 30);
        Instant thisYear = time.atZone(berlin).toInstant();
        return thisYear.isAfter(Instant.now())
                ? thisYear
                : time.plusYears(1).atZone(berlin).toInstant();
    }
}
