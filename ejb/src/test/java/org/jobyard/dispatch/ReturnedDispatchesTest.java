package org.jobyard.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.jobyard.job.Job;
import org.jobyard.job.JobState;
import org.jobyard.messaging.Outgoing;
import org.jobyard.sdk.message.Headers;
import org.jobyard.sdk.message.Queues;
import org.jobyard.testing.Fixtures;
import org.jobyard.testing.TestCore;
import org.junit.jupiter.api.Test;

/** A dispatch that no queue took: its job waits for a worker, and is dispatched once there is one. */
class ReturnedDispatchesTest {
    private static final String WORKER = "worker";
    private static final String WHY = "312 NO_ROUTE";

    private final TestCore core = new TestCore();
    private final Fixtures jobs = new Fixtures(core);
    private final UUID instance = UUID.randomUUID();

    private void comesBack(UUID job, UUID execution) {
        core.inTransaction(() -> core.bean(ReturnedDispatches.class)
                .putBack(List.of(new ReturnedDispatches.Returned("script", job, execution, WHY))));
        core.settle();
    }

    private List<Outgoing> dispatches() {
        return core.takeSent().stream()
                .filter(message -> message.exchange().equals(Queues.WORK_EXCHANGE))
                .toList();
    }

    @Test
    void waitsForAWorkerAndLosesNoAttempt() {
        jobs.hello(WORKER, instance, 1);
        UUID id = jobs.registerScript();
        assertThat(dispatches()).hasSize(1);
        comesBack(id, jobs.job(id).execution().id());
        Job back = jobs.job(id);
        assertThat(back.getState()).isEqualTo(JobState.WAITING);
        assertThat(back.getReason()).isEqualTo("NO_WORKER");
        assertThat(back.getAttempt()).isZero();
        assertThat(dispatches()).as("it must not come back for ever").isEmpty();
    }

    @Test
    void othersOfItsTypeWaitToo() {
        jobs.hello(WORKER, instance, 1);
        UUID id = jobs.registerScript();
        comesBack(id, jobs.job(id).execution().id());
        UUID next = jobs.registerScript();
        core.settle();
        assertThat(jobs.job(next).getReason()).isEqualTo("NO_WORKER");
    }

    @Test
    void theNextHelloOfAWorkerThatLivesDispatchesItAgain() {
        jobs.hello(WORKER, instance, 1);
        UUID id = jobs.registerScript();
        comesBack(id, jobs.job(id).execution().id());
        core.takeSent();
        jobs.hello(WORKER, instance, 1);
        assertThat(dispatches()).hasSize(1);
        Job again = jobs.job(id);
        assertThat(again.getState()).isEqualTo(JobState.ENQUEUED);
        assertThat(again.getAttempt()).isEqualTo(1);
        jobs.apply(jobs.started(id, WORKER, instance));
        assertThat(jobs.job(id).getState()).isEqualTo(JobState.RUNNING);
    }

    @Test
    void aDispatchThatIsNoLongerTheJobsChangesNothingOfIt() {
        jobs.hello(WORKER, instance, 1);
        UUID id = jobs.registerScript();
        comesBack(id, UUID.randomUUID());
        assertThat(jobs.job(id).getState()).isEqualTo(JobState.ENQUEUED);
        jobs.apply(jobs.started(id, WORKER, instance));
        comesBack(id, jobs.job(id).execution().id());
        assertThat(jobs.job(id).getState()).isEqualTo(JobState.RUNNING);
        comesBack(UUID.randomUUID(), UUID.randomUUID());
    }

    @Test
    void itsSubmitterIsTold() {
        jobs.hello(WORKER, instance, 1);
        UUID id = jobs.registerScript();
        core.takeSent();
        comesBack(id, jobs.job(id).execution().id());
        List<Outgoing> sent = core.takeSent();
        assertThat(Fixtures.said(sent, Headers.EVENT)).containsExactly("status");
        assertThat(new String(sent.get(0).body(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("WAITING", "NO_WORKER");
    }
}
