package org.jobyard.systemtests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jobyard.sdk.message.Json;
import org.jobyard.systemtests.ApiClient;

/** Schedules with a slot every few seconds, each of another policy. */
final class WalkTimetables {
    private static final Duration STEP = Duration.ofSeconds(3);
    /** An end has to lie ahead when it is asked for. */
    private static final Duration FAREWELL = Duration.ofSeconds(30);

    private static final Map<String, String> POLICIES =
            Map.of("QUEUE", "ALL", "SKIP", "LAST", "ALLOW", "NONE", "CANCEL_RUNNING", "ALL");

    private record Slot(Instant at, String outcome, String reason, UUID job) {}

    private final WalkSite site;
    private final Map<UUID, ObjectNode> schedules = new LinkedHashMap<>();
    private Instant end;

    /** Makes them, while nothing is killed yet. */
    WalkTimetables(WalkSite site, String run) {
        this.site = site;
        ApiClient api = site.servers().get(0).api();
        Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        POLICIES.forEach((overlap, missed) -> {
            ObjectNode schedule = Json.object()
                    .put("name", run + " " + overlap)
                    .put("interval", STEP.toString())
                    .put("startsAt", start.toString())
                    .put("overlap", overlap)
                    .put("missed", missed);
            schedule.putObject("job")
                    .put("type", WalkWorker.QUICK)
                    .putObject("parameters")
                    .put("millis", 500);
            HttpResponse<String> answer = api.send(WalkPeople.send(api, "POST", "/schedules", schedule));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            schedules.put(UUID.fromString(ApiClient.read(answer).path("id").asText()), schedule);
        });
    }

    /** Soon no further slots come. */
    void end(WalkPeople people, Random random) {
        end = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(FAREWELL);
        schedules.forEach((id, schedule) -> {
            schedule.put("endsAt", end.toString());
            people.insist(random, api -> WalkPeople.send(api, "PUT", "/schedules/" + id, schedule));
        });
    }

    /** True when nothing more is to come of any slot. */
    boolean haveEnded() throws SQLException {
        return site.list(
                        "select id from schedule s where id = any(?) and (next_at is not null or exists (select"
                                + " from schedule_slot l where l.schedule_id = s.id and l.outcome = 'QUEUED'))",
                        row -> row.getString("id"),
                        (Object) schedules.keySet().toArray(UUID[]::new))
                .isEmpty();
    }

    /**
     * Each slot up to the end is there once, as one run with its one job or as one skip with its reason.
     *
     * @return how many there were
     */
    int check() throws SQLException {
        int all = 0;
        for (UUID id : schedules.keySet()) {
            List<Slot> slots = site.list(
                    "select * from schedule_slot where schedule_id = ? order by slot_at",
                    row -> new Slot(
                            row.getTimestamp("slot_at").toInstant(),
                            row.getString("outcome"),
                            row.getString("reason"),
                            row.getObject("job_id", UUID.class)),
                    id);
            check(id, slots);
            all += slots.size();
        }
        return all;
    }

    private void check(UUID id, List<Slot> slots) throws SQLException {
        List<Instant> expected = new ArrayList<>();
        for (Instant at = slots.get(0).at(); !at.isAfter(end); at = at.plus(STEP)) {
            expected.add(at);
        }
        assertThat(slots).as("slots of schedule %s", id).extracting(Slot::at).isEqualTo(expected);
        assertThat(slots)
                .as("slots of schedule %s", id)
                .allMatch(slot -> (slot.job() == null) == (slot.reason() != null))
                .allMatch(slot -> slot.outcome().equals(slot.job() == null ? "SKIPPED" : "RUN"));
        assertThat(site.list("select id from job where schedule_id = ?", row -> row.getObject("id", UUID.class), id))
                .as("jobs of schedule %s", id)
                .containsExactlyInAnyOrderElementsOf(slots.stream()
                        .map(Slot::job)
                        .filter(java.util.Objects::nonNull)
                        .toList());
    }
}
