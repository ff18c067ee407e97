package org.jobyard.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jobyard.job.SameName;
import org.jobyard.job.Terms;
import org.jobyard.messaging.Outgoing;
import org.jobyard.schedule.HandleDueJobs;
import org.jobyard.sdk.message.Headers;
import org.jobyard.sdk.message.Json;
import org.jobyard.sdk.message.MalformedMessageException;
import org.jobyard.sdk.message.Status;
import org.jobyard.submission.JobRequest;
import org.jobyard.testing.Fixtures;
import org.jobyard.testing.TestCore;
import org.junit.jupiter.api.Test;

/** What a submitter over AMQP hears of a job that was paused while it ran. */
class NewsOfPausedTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final TestCore core = new TestCore();
    private final Fixtures fixtures = new Fixtures(core);
    private final UUID worker = UUID.randomUUID();

    private UUID paused() {
        fixtures.hello("w1", worker, 1);
        UUID job = fixtures.register(JobRequest.of("script")
                        .replyTo(Fixtures.ADAS_QUEUE)
                        .terms(new Terms(SameName.ALLOW, null, HOUR))
                        .build())
                .get(0)
                .id();
        fixtures.apply(fixtures.started(job, "w1", worker));
        core.inTransaction(() -> core.bean(PauseJob.class).pause(Fixtures.ADA, job));
        fixtures.apply(fixtures.held(job, "w1", worker, true));
        core.takeSent();
        return job;
    }

    private List<String> states() throws MalformedMessageException {
        List<String> states = new ArrayList<>();
        for (Outgoing message : core.takeSent()) {
            if ("status".equals(message.headers().get(Headers.EVENT))) {
                states.add(Json.read(message.body(), Status.class).state());
            }
        }
        return states;
    }

    private void cancel(UUID job) {
        core.inTransaction(() -> core.bean(CancelJob.class).cancel(Fixtures.ADA, job));
    }

    @Test
    void thatItRunsAgainToBeCancelledIsToldOnce() throws Exception {
        UUID job = paused();
        cancel(job);
        assertThat(states()).containsExactly("RUNNING");
        cancel(job);
        assertThat(states()).isEmpty();
    }

    @Test
    void thatItRunsAgainToBeEndedAtItsDeadlineIsTold() throws Exception {
        paused();
        core.clock().advance(HOUR.plusMinutes(1));
        core.bean(HandleDueJobs.class).handle(Map.of());
        core.settle();
        assertThat(states()).containsExactly("RUNNING");
    }

    @Test
    void aCancelOfWhatRunsIsNoNews() throws Exception {
        UUID job = paused();
        core.inTransaction(() -> core.bean(PauseJob.class).resume(Fixtures.ADA, job));
        assertThat(states()).containsExactly("RUNNING");
        cancel(job);
        assertThat(states()).isEmpty();
    }
}
