package org.jobyard.systemtests.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jobyard.sdk.message.Json;
import org.jobyard.systemtests.ApiClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The timer with many jobs: fired once, in time. */
@Tag("crash")
@Tag("long")
class DueJobsIT {
    private static final String TYPE = "due";
    private static final int BULK = 1000;
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private CrashSite site;
    private Connection connection;
    private final Map<String, Instant> arrived = new ConcurrentHashMap<>();
    private final List<String> twice = new CopyOnWriteArrayList<>();

    /** A worker that takes whatever is dispatched, and of which the server believes that it has many places. */
    @BeforeEach
    void worker() throws Exception {
        site = CrashSite.running();
        connection = site.broker().newConnection("due-jobs");
        Channel channel = connection.createChannel();
        channel.exchangeDeclare("jobyard.work", "direct", true);
        String queue = "jobyard.work." + TYPE;
        channel.queueDeclare(queue, true, false, false, Map.of("x-queue-type", "quorum"));
        channel.queueBind(queue, "jobyard.work", TYPE);
        channel.basicConsume(
                queue,
                true,
                (tag, dispatch) -> {
                    String job =
                            String.valueOf(dispatch.getProperties().getHeaders().get("jobyard_job"));
                    if (arrived.putIfAbsent(job, Instant.now()) != null) {
                        twice.add(job);
                    }
                },
                tag -> {});
        site.execute("insert into work_type (type, first_seen) values ('due', now()) on conflict do nothing");
        site.execute("insert into worker (name, instance, types, capacity, state, first_seen, last_seen, lease_until)"
                + " values ('due', gen_random_uuid(), '{due}', 20000, 'LIVE', now(), now(), now() + interval '1 day')"
                + " on conflict do nothing");
    }

    @AfterEach
    void leaveNothing() throws Exception {
        connection.close();
        site.execute("delete from worker where name = 'due'");
        site.execute("delete from job_event where job_id in (select id from job where type = 'due')");
        site.execute("delete from job where type = 'due'");
    }

    private static void submit(ApiClient api, int jobs, Instant startAt) {
        ObjectNode bulk = Json.object();
        ArrayNode list = bulk.putArray("jobs");
        for (int i = 0; i < jobs; i++) {
            list.addObject().putObject("job").put("type", TYPE).put("startAt", startAt.toString());
        }
        HttpResponse<String> answer = api.send(api.request("/jobs/bulk")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(bulk.toString())));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** Each once, none before its time; tells how late the last came. */
    private Duration awaitAll(int jobs, Instant time) throws SQLException {
        await("dispatches").atMost(LIMIT).until(() -> arrived.size() >= jobs);
        assertThat(arrived).hasSize(jobs);
        assertThat(twice).isEmpty();
        assertThat(arrived.values()).allSatisfy(at -> assertThat(at).isAfterOrEqualTo(time));
        assertThat(site.count("select count(*) from job_event e join job j on j.id = e.job_id"
                        + " where j.type = 'due' and e.event = 'ENQUEUE'"))
                .isEqualTo(jobs);
        return Duration.between(
                time, arrived.values().stream().max(Instant::compareTo).orElseThrow());
    }

    @Test
    void twoNodesFireEachOfTenThousandDueJobsOnce() throws Exception {
        try (MicroServer second = site.server("node2")) {
            second.start();
            Instant time = Instant.now().plusSeconds(30);
            for (int i = 0; i < 10; i++) {
                submit(i % 2 == 0 ? site.server().api() : second.api(), BULK, time);
            }
            assertThat(Instant.now()).as("all are there before they are due").isBefore(time);
            System.out.printf("10,000 due at once: the last was dispatched after %s%n", awaitAll(10 * BULK, time));
        }
    }

    @Test
    void ofAThousandDueInOneSecondTheLastIsDispatchedWithinTwo() throws Exception {
        Instant warm = Instant.now().plusSeconds(5);
        submit(site.server().api(), BULK, warm);
        awaitAll(BULK, warm);
        leaveNothing();
        arrived.clear();
        worker();
        Instant time = Instant.now().plusSeconds(8);
        submit(site.server().api(), BULK, time);
        Duration last = awaitAll(BULK, time);
        System.out.printf("1,000 due in one second: the last was dispatched after %s%n", last);
        assertThat(last).isLessThan(Duration.ofSeconds(2));
    }
}
