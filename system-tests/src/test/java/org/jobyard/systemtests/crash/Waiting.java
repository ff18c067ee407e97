package org.jobyard.systemtests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jobyard.sdk.message.Json;
import org.jobyard.systemtests.ApiClient;

/** One of each thing that waits for a time or for somebody, and a great many jobs whose time is far. */
final class Waiting {
    private static final int SCHEDULED = 100_000;
    private static final int WORKERS = 50;
    private static final String NOBODY = "nobody-does-this";
    private static final String HELD = "idle-held";

    private final CrashSite site;
    private final ApiClient api;
    private final List<UUID> jobs = new ArrayList<>();
    private final List<String> schedules = new ArrayList<>();

    /** Brings all of it about; the server and the worker run. */
    Waiting(CrashSite site) throws SQLException {
        this.site = site;
        this.api = site.server().api();
        forATime();
        forSomebody();
        atTheWorker();
        onSchedules();
        site.execute("insert into job (id, tenant, owner, name, type, parameters, priority, state, registered_at,"
                + " desired_at, scheduled_at, due_at, deadline_ms) select gen_random_uuid(), 'default', 'admin', 'idle',"
                + " 'idle', '{}', 4, 'SCHEDULED', now(), t.at, t.at, t.at, case when i % 3 = 0 then 864000000 end"
                + " from (select i, now() + interval '1 day' + make_interval(secs => i) as at"
                + " from generate_series(1, " + SCHEDULED + ") i) t");
        site.execute("insert into worker (name, instance, types, capacity, state, first_seen, last_seen, lease_until)"
                + " select 'idle-' || i, gen_random_uuid(), '{idle}', 4, 'LIVE', now(), now(), now() + interval '1 day'"
                + " from generate_series(1, " + WORKERS + ") i");
    }

    private static ObjectNode job(String name, String script) {
        return ApiClient.script("idle " + name, script).put("deadline", "PT20H");
    }

    private UUID submit(ObjectNode job) {
        UUID id = api.submit(job);
        jobs.add(id);
        return id;
    }

    private JsonNode send(String method, String path, String body) {
        HttpResponse<String> answer = api.send(api.request(path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 204);
        return answer.body().isEmpty() ? Json.object() : ApiClient.read(answer);
    }

    private void forATime() {
        String later = Instant.now().plus(Duration.ofHours(12)).toString();
        submit(job("later", "true").put("startAt", later));
        pause(submit(job("later and paused", "true").put("startAt", later)));
        ObjectNode failing = job("between two attempts", "exit 1");
        failing.putObject("retry").put("attempts", 3).put("delay", "PT6H");
        UUID id = submit(failing);
        api.await(id, job -> job.path("reason").asText().equals("RETRY"));
    }

    private void forSomebody() {
        submit(job("without a worker", "true").put("type", NOBODY));
        pause(submit(job("paused in its line", "true").put("type", NOBODY)));
        send("PUT", "/limits", "{\"type\":\"" + HELD + "\",\"held\":true}");
        send("PUT", "/limits", "{\"tenant\":\"default\",\"most\":1000}");
        submit(job("held", "true").put("type", HELD));
    }

    private void atTheWorker() {
        for (int i = 0; i < 2; i++) {
            submit(job("one of a name", "sleep 36000").put("sameName", "QUEUE").put("timeout", "PT10H"));
        }
        api.await(jobs.get(jobs.size() - 2), job -> ApiClient.state(job).equals("RUNNING"));
        UUID paused = submit(job("paused at its worker", "sleep 36000").put("timeout", "PT10H"));
        api.await(paused, job -> job.path("canPause").asBoolean());
        pause(paused);
    }

    private void pause(UUID job) {
        send("POST", "/jobs/" + job + "/pause", "");
    }

    private void onSchedules() {
        for (String overlap : List.of("SKIP", "QUEUE", "CANCEL_RUNNING", "ALLOW")) {
            create(overlap, Json.object().put("cron", "0 3 1 1 *").put("zone", "Europe/Berlin"));
            create(overlap, Json.object().put("interval", "PT20H"));
            String often = create(overlap, Json.object().put("interval", "PT1H"));
            send("POST", often + "/pause", "");
        }
    }

    /** Its address. */
    private String create(String overlap, ObjectNode schedule) {
        schedule.put("name", "idle " + UUID.randomUUID()).put("overlap", overlap);
        schedule.set("job", ApiClient.script("idle on schedule", "true").put("type", NOBODY));
        String address = "/schedules/"
                + send("POST", "/schedules", schedule.toString()).path("id").asText();
        schedules.add(address);
        return address;
    }

    /** Takes all of it away; the server and the worker run. */
    void end() throws SQLException {
        schedules.forEach(address -> send("DELETE", address, ""));
        send("PUT", "/limits", "{\"type\":\"" + HELD + "\"}");
        send("PUT", "/limits", "{\"tenant\":\"default\"}");
        jobs.forEach(api::cancel);
        jobs.forEach(api::awaitEnd);
        site.execute("delete from worker where name like 'idle-%'");
        site.execute("delete from job_event where job_id in (select id from job where name like 'idle%')");
        site.execute("delete from job where name like 'idle%'");
    }
}
