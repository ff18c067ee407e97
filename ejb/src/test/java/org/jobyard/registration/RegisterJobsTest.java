package org.jobyard.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jobyard.job.JobState;
import org.jobyard.messaging.Outgoing;
import org.jobyard.sdk.message.Headers;
import org.jobyard.sdk.message.Json;
import org.jobyard.sdk.message.Queues;
import org.jobyard.submission.JobRequest;
import org.jobyard.testing.Fixtures;
import org.jobyard.testing.TestCore;
import org.junit.jupiter.api.Test;

class RegisterJobsTest {
    private final TestCore core = new TestCore();
    private final Fixtures fixtures = new Fixtures(core);

    @Test
    void aJobWithoutAnyWorkerWaitsAndSaysWhy() {
        Registered registered = fixtures.register(Fixtures.script()).get(0);
        assertThat(registered.state()).isEqualTo(JobState.WAITING);
        assertThat(registered.reason()).isEqualTo("NO_WORKER");
        assertThat(dispatches()).isEmpty();
    }

    @Test
    void aJobForAKnownTypeIsDispatchedInTheSameTransaction() {
        fixtures.hello("w1", UUID.randomUUID(), 2);
        Registered registered = fixtures.register(Fixtures.script()).get(0);
        assertThat(registered.state()).isEqualTo(JobState.ENQUEUED);
        List<Outgoing> sent = core.takeSent();
        Outgoing dispatch = sent.stream()
                .filter(message -> message.exchange().equals(Queues.WORK_EXCHANGE))
                .findFirst()
                .orElseThrow();
        assertThat(dispatch.correlationId()).isEqualTo(registered.id() + ":script");
        assertThat(dispatch.replyTo()).isEqualTo(Queues.EVENTS);
        assertThat(dispatch.headers()).containsEntry(Headers.ATTEMPT, 1);
        assertThat((String) dispatch.headers().get(Headers.TRACEPARENT)).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
        assertThat(sent.stream()
                        .filter(message -> message.routingKey().equals(Fixtures.ADAS_QUEUE))
                        .map(message -> new String(message.body(), java.nio.charset.StandardCharsets.UTF_8)))
                .singleElement()
                .asString()
                .contains("\"state\":\"ENQUEUED\"", "\"passed\":[{\"state\":\"REGISTERED\"");
    }

    @Test
    void aDispatchGoesOnWithTheRequestsTraceInASpanOfItsOwn() {
        String given = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";
        fixtures.hello("w1", UUID.randomUUID(), 2);
        fixtures.register(traced(given), traced(given.toUpperCase(Locale.ROOT)));
        List<String> traces = dispatches().stream()
                .map(dispatch -> (String) dispatch.headers().get(Headers.TRACEPARENT))
                .toList();
        assertThat(traces)
                .hasSize(2)
                .doesNotContain(given)
                .satisfiesOnlyOnce(
                        trace -> assertThat(trace).matches("00-4bf92f3577b34da6a3ce929d0e0e4736-[0-9a-f]{16}-00"))
                .satisfiesOnlyOnce(ownTrace -> assertThat(ownTrace).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01"));
    }

    private static JobRequest traced(String traceParent) {
        return JobRequest.of("script").traceParent(traceParent).build();
    }

    @Test
    void aFirstWorkerReleasesWhatWaited() {
        UUID job = fixtures.registerScript();
        core.settle();
        fixtures.hello("w1", UUID.randomUUID(), 2);
        assertThat(fixtures.job(job).getState()).isEqualTo(JobState.ENQUEUED);
        assertThat(dispatches()).hasSize(1);
    }

    @Test
    void theWindowHoldsTheRestBack() {
        fixtures.hello("w1", UUID.randomUUID(), 1);
        JobRequest[] ten = new JobRequest[10];
        java.util.Arrays.fill(ten, Fixtures.script());
        List<Registered> registered = fixtures.register(ten);
        core.settle();
        assertThat(registered)
                .filteredOn(job -> job.state() == JobState.ENQUEUED)
                .hasSize(8);
        assertThat(registered)
                .filteredOn(job -> "WORKERS_BUSY".equals(job.reason()))
                .hasSize(2);
    }

    @Test
    void aJobWaitsForItsTime() {
        fixtures.hello("w1", UUID.randomUUID(), 1);
        JobRequest later = JobRequest.of("script")
                .name("later")
                .startAt(TestCore.START.plus(Duration.ofHours(1)))
                .build();
        Registered registered = fixtures.register(later).get(0);
        assertThat(registered.state()).isEqualTo(JobState.SCHEDULED);
        assertThat(registered.scheduledAt()).isEqualTo(later.startAt());
    }

    @Test
    void theSameIdTwiceIsOneJob() {
        JobRequest request = withId(UUID.randomUUID());
        fixtures.register(request);
        core.takeSent();
        List<Registered> again = fixtures.register(request, request);
        assertThat(again).extracting(Registered::kind).containsOnly(Registered.Kind.REPLAYED);
        assertThat(core.takeSent()).isEmpty();
    }

    @Test
    void theSameIdTwiceInOneBatchIsOneJob() {
        JobRequest request = withId(UUID.randomUUID());
        assertThat(fixtures.register(request, request))
                .extracting(Registered::kind)
                .containsExactly(Registered.Kind.NEW, Registered.Kind.REPLAYED);
    }

    @Test
    void theSameKeyIsTheSameJobAndAnotherBodyIsNot() {
        Registered first = fixtures.register(withKey("nightly", "a")).get(0);
        Registered same = fixtures.register(withKey("nightly", "a")).get(0);
        Registered other = fixtures.register(withKey("nightly", "b")).get(0);
        assertThat(same.kind()).isEqualTo(Registered.Kind.REPLAYED);
        assertThat(same.id()).isEqualTo(first.id());
        assertThat(other.kind()).isEqualTo(Registered.Kind.MISMATCH);
    }

    private static JobRequest withId(UUID id) {
        return JobRequest.of("script")
                .id(id)
                .parameters(Json.object().put("script", "true"))
                .priority(9)
                .reference("ref")
                .build();
    }

    private static JobRequest withKey(String key, String reference) {
        return JobRequest.of("script").reference(reference).idempotencyKey(key).build();
    }

    private List<Outgoing> dispatches() {
        return core.takeSent().stream()
                .filter(message -> message.exchange().equals(Queues.WORK_EXCHANGE))
                .toList();
    }
}
