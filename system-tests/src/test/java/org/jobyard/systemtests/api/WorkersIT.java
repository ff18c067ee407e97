package org.jobyard.systemtests.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jobyard.systemtests.api.Problems.assertProblem;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.UUID;
import org.jobyard.systemtests.ApiClient;
import org.jobyard.systemtests.Jobyard;
import org.jobyard.systemtests.JobyardExtension;
import org.jobyard.systemtests.SecondWorker;
import org.jobyard.systemtests.Workers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Commands to one worker from outside, with the worker's own process. */
@ExtendWith(JobyardExtension.class)
class WorkersIT {
    private static final String WAITS = "while ! test -e %s; do sleep 0.1; done";

    private final ApiClient api;
    private final Workers workers;
    private String own;

    WorkersIT(ApiClient api) {
        this.api = api;
        this.workers = new Workers(api);
    }

    @BeforeEach
    void suspend() {
        own = workers.own();
        workers.tell(own, "suspend", "SUSPENDED");
    }

    @AfterEach
    void resume() {
        workers.tell(own, "resume", "ACTIVE");
    }

    @Test
    void whatIsSuspendedTakesNothingUntilItIsResumed() {
        JsonNode worker = workers.await(own, found -> true);
        assertThat(worker.at("/order/by").asText()).isEqualTo("admin");
        UUID job = api.submitScript("after the resume", "exit 0");
        workers.tell(own, "resume", "ACTIVE");
        assertThat(ApiClient.state(api.awaitEnd(job))).isEqualTo("SUCCEEDED");
    }

    @Test
    void whatIsQuiescedFinishesItsJobAndItsProcessEnds(Jobyard jobyard) throws Exception {
        try (SecondWorker second = SecondWorker.start(jobyard, api, Map.of())) {
            String go = jobyard.home().resolve("go-" + UUID.randomUUID()).toString();
            UUID job = api.submitScript("finishes", WAITS.formatted(go));
            api.await(job, found -> ApiClient.state(found).equals("RUNNING"));
            workers.tell(second.name(), "quiesce", "QUIESCING");
            JsonNode busy = workers.await(second.name(), found -> true);
            assertThat(busy.at("/jobs/0/id").asText()).isEqualTo(job.toString());
            assertThat(busy.path("running").asInt()).isEqualTo(1);
            assertThat(busy.path("labels").isObject()).isTrue();

            java.nio.file.Files.createFile(java.nio.file.Path.of(go));
            assertThat(ApiClient.state(api.awaitEnd(job))).isEqualTo("SUCCEEDED");
            assertThat(second.process().exitStatus()).isZero();
            workers.await(second.name(), found -> found.path("state").asText().equals("GONE"));
        }
    }

    @Test
    void whatIsShutDownLeavesItsJobToOthers(Jobyard jobyard) throws Exception {
        UUID job;
        try (SecondWorker second = SecondWorker.start(jobyard, api, Map.of())) {
            job = api.submitScript("begins anew", "test $JOBYARD_ATTEMPT -gt 1 || sleep 300");
            api.await(job, found -> ApiClient.state(found).equals("RUNNING"));
            assertThat(workers.tell(second.name(), "shutdown").statusCode()).isEqualTo(202);
            assertThat(second.process().exitStatus()).isZero();
        }
        workers.tell(own, "resume", "ACTIVE");
        JsonNode ended = api.awaitEnd(job);
        assertThat(ApiClient.state(ended)).isEqualTo("SUCCEEDED");
        assertThat(ended.path("attempt").asInt()).isEqualTo(2);
        assertThat(ended.path("crashes").asInt()).isZero();
    }

    @Test
    void commandsAreRefusedWithTheirReason() {
        assertProblem(workers.tell("nobody", "suspend"), 404, "NOT_FOUND");
        assertProblem(workers.tell(own, "suspend?instance=" + UUID.randomUUID()), 409, "CONFLICT");
        assertProblem(workers.tell(own, "suspend?instance=first"), 400, "INVALID");
        People people = new People(api);
        assertProblem(new Workers(people.newUser("ENGINEER", "default")).tell(own, "resume"), 403, "FORBIDDEN");
    }
}
