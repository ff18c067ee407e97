package org.jobyard.systemtests.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rabbitmq.client.GetResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jobyard.job.JobState;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.JobyardException;
import org.jobyard.security.AccessPath;
import org.jobyard.security.BearerTokens;
import org.jobyard.security.Caller;
import org.jobyard.submission.JobRequest;
import org.jobyard.submission.SubmitJob;
import org.jobyard.submission.Submitted;
import org.junit.jupiter.api.Test;

/** Registration and dispatch are one transaction, and the same submission is one job. */
@InContainer
class RegistrationIT {
    private static final int SUBMITTERS = 16;

    @Inject
    private SubmitJob submitJob;

    @Inject
    private BearerTokens tokens;

    @Inject
    private RowAndMessage database;

    @Inject
    private Broker broker;

    /** A type of its own for each test, so that each has a window and a queue of its own. */
    private final String type = "t" + UUID.randomUUID().toString().substring(0, 8);

    @Deployment
    static WebArchive core() {
        return CoreDeployment.create();
    }

    @Test
    void jobThatMayRunIsEnqueuedWithItsDispatch() throws Exception {
        aWorkerListens();
        Submitted submitted = submitJob.submit(caller(), request(null, null, "one"));
        assertThat(submitted.state()).isEqualTo(JobState.ENQUEUED);
        List<GetResponse> dispatches = awaitDispatches(1);
        assertThat(dispatches.get(0).getProps().getHeaders().get("jobyard_job").toString())
                .isEqualTo(submitted.id().toString());
        assertThat(database.count("select count(*) from job where id = ?1 and state = 'ENQUEUED'", submitted.id()))
                .isEqualTo(1);
    }

    @Test
    void jobWithoutAWorkerWaitsDurablyAndSaysWhy() {
        Submitted submitted = submitJob.submit(caller(), request(null, null, "nobody"));
        assertThat(submitted.state()).isEqualTo(JobState.WAITING);
        assertThat(submitted.reason()).isEqualTo("NO_WORKER");
    }

    @Test
    void waitingJobIsReleasedWhenItsWorkerComes() throws Exception {
        Submitted submitted = submitJob.submit(caller(), request(null, null, "early"));
        aWorkerListens();
        assertThat(awaitDispatches(1)
                        .get(0)
                        .getProps()
                        .getHeaders()
                        .get("jobyard_job")
                        .toString())
                .isEqualTo(submitted.id().toString());
    }

    @Test
    void sameKeyAtTheSameInstantIsOneJob() throws Exception {
        aWorkerListens();
        JobRequest request = request(null, "key-" + type, "same");
        List<Submitted> answers = atTheSameInstant(request);
        assertThat(answers)
                .extracting(Submitted::id)
                .containsOnly(answers.get(0).id());
        assertThat(answers).filteredOn(answer -> !answer.replayed()).hasSize(1);
        assertThat(awaitDispatches(1)).hasSize(1);
        assertThat(database.count("select count(*) from job where type = ?1", type))
                .isEqualTo(1);
    }

    @Test
    void sameIdAtTheSameInstantIsOneJob() throws Exception {
        aWorkerListens();
        JobRequest request = request(UUID.randomUUID(), null, "same");
        List<Submitted> answers = atTheSameInstant(request);
        assertThat(answers).extracting(Submitted::id).containsOnly(request.id());
        assertThat(awaitDispatches(1)).hasSize(1);
        assertThat(database.count("select count(*) from job where type = ?1", type))
                .isEqualTo(1);
    }

    @Test
    void sameKeyWithAnotherBodyIsRefused() {
        submitJob.submit(caller(), request(null, "key-" + type, "first"));
        assertThatThrownBy(() -> submitJob.submit(caller(), request(null, "key-" + type, "second")))
                .isInstanceOfSatisfying(
                        JobyardException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.MISMATCH));
    }

    private Caller caller() {
        return tokens.authenticate(System.getProperty("jobyard.bootstrap.token"), AccessPath.TOKEN)
                .orElseThrow();
    }

    private JobRequest request(UUID id, String key, String text) {
        ObjectNode parameters = new ObjectMapper().createObjectNode().put("text", text);
        return JobRequest.of(type)
                .id(id)
                .name("registration")
                .parameters(parameters)
                .idempotencyKey(key)
                .build();
    }

    private List<Submitted> atTheSameInstant(JobRequest request) throws Exception {
        Caller caller = caller();
        CyclicBarrier start = new CyclicBarrier(SUBMITTERS);
        ExecutorService threads = Executors.newFixedThreadPool(SUBMITTERS);
        try {
            List<Future<Submitted>> pending = new ArrayList<>();
            for (int i = 0; i < SUBMITTERS; i++) {
                pending.add(threads.submit(() -> {
                    start.await();
                    return submitJob.submit(caller, request);
                }));
            }
            List<Submitted> answers = new ArrayList<>();
            for (Future<Submitted> each : pending) {
                answers.add(each.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }

    /** Makes the queue of the type and says hello as its worker. */
    private void aWorkerListens() throws Exception {
        broker.declareWork(type);
        String hello =
                "{\"v\":1,\"types\":[\"%s\"],\"capacity\":4,\"software\":\"test\",\"host\":\"test\",\"leaseSeconds\":600,\"executions\":[]}"
                        .formatted(type);
        broker.send(
                "jobyard.events",
                Map.of(
                        "jobyard_event",
                        "hello",
                        "jobyard_worker",
                        "worker-" + type,
                        "jobyard_worker_instance",
                        UUID.randomUUID().toString()),
                hello);
        await().until(() -> database.count("select count(*) from work_type where type = ?1", type) == 1);
    }

    /** What was dispatched, once so many are there and no more come. */
    private List<GetResponse> awaitDispatches(int count) throws Exception {
        String queue = "jobyard.work." + type;
        await().atMost(Duration.ofSeconds(10)).until(() -> broker.ready(queue) >= count);
        Instant quiet = Instant.now().plusMillis(500);
        await().until(() -> Instant.now().isAfter(quiet));
        return broker.drain(queue);
    }
}
