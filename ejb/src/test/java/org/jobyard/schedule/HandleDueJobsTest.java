package org.jobyard.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jobyard.job.JobState;
import org.jobyard.sdk.message.Headers;
import org.jobyard.submission.JobRequest;
import org.jobyard.testing.Fixtures;
import org.jobyard.testing.TestCore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HandleDueJobsTest {
    private static final UUID WORKER = UUID.randomUUID();

    private final TestCore core = new TestCore();
    private final Fixtures fixtures = new Fixtures(core);

    @BeforeEach
    void worker() {
        fixtures.hello("w1", WORKER, 100);
    }

    private void handle(Map<String, Boolean> missing) {
        handle(core, missing);
    }

    private static void handle(TestCore node, Map<String, Boolean> missing) {
        node.inTransaction(() -> node.bean(HandleDueJobs.class).handle(missing));
    }

    private UUID register(Duration in, Duration timeout) {
        return fixtures.register(JobRequest.of("script")
                        .startAt(core.clock().instant().plus(in))
                        .timeout(timeout)
                        .build())
                .get(0)
                .id();
    }

    private JobState state(UUID job) {
        return fixtures.job(job).getState();
    }

    @Test
    void startsAJobAtItsTimeAndNotBefore() {
        UUID job = register(Duration.ofMinutes(1), null);
        core.clock().advance(Duration.ofSeconds(59));
        handle(Map.of());
        assertThat(state(job)).isEqualTo(JobState.SCHEDULED);
        core.clock().advance(Duration.ofSeconds(1));
        handle(Map.of());
        assertThat(state(job)).isEqualTo(JobState.ENQUEUED);
    }

    @Test
    void endsAJobWhoseWorkerDoesNotKeepTheTimeLimit() {
        UUID job = register(Duration.ZERO, Duration.ofSeconds(10));
        fixtures.apply(fixtures.started(job, "w1", WORKER));
        core.takeSent();
        core.clock().advance(Duration.ofSeconds(41));
        handle(Map.of());
        assertThat(Fixtures.said(core.takeSent(), Headers.COMMAND)).containsExactly("cancel");
        assertThat(state(job)).isEqualTo(JobState.RUNNING);
        core.clock().advance(Duration.ofSeconds(31));
        handle(Map.of());
        assertThat(state(job)).isEqualTo(JobState.TIMED_OUT);
    }

    @Test
    void dispatchesAgainOnlyWhatIsMissingInTheBroker() {
        UUID job = register(Duration.ZERO, null);
        UUID execution = fixtures.job(job).execution().id();
        core.clock().advance(Duration.ofMinutes(6));
        handle(Map.of("script", false));
        assertThat(fixtures.job(job).execution().id()).isEqualTo(execution);
        core.clock().advance(Duration.ofMinutes(6));
        handle(Map.of("script", true));
        assertThat(fixtures.job(job).execution().id()).isNotEqualTo(execution);
        assertThat(fixtures.job(job).getAttempt()).isEqualTo(1);
    }

    @Test
    void twoNodesDoNotDoTheSameTwice() {
        List<UUID> jobs = Stream.generate(() -> register(Duration.ofMinutes(1), null))
                .limit(100)
                .toList();
        core.clock().advance(Duration.ofMinutes(1));
        TestCore other = core.anotherNode();
        CompletableFuture.allOf(
                        CompletableFuture.runAsync(() -> handle(core, Map.of())),
                        CompletableFuture.runAsync(() -> handle(other, Map.of())))
                .join();
        assertThat(jobs)
                .allSatisfy(job -> assertThat(fixtures.job(job).getAttempt()).isEqualTo(1));
    }
}
