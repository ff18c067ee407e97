package org.jobyard.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jobyard.control.CancelJob;
import org.jobyard.job.JobState;
import org.jobyard.job.SameName;
import org.jobyard.schedule.HandleDueJobs;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.testing.Fixtures;
import org.jobyard.testing.TestCore;
import org.junit.jupiter.api.Test;

/** What a name's line promises, whoever ends, comes or goes meanwhile. */
class QueueSameNameTest extends SameNameFixture {
    @Test
    void thoseThatQueueRunOneAfterTheOtherHoweverTheOneBeforeEnded() {
        fixtures.hello("w1", worker, 8);
        List<Registered> jobs = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            jobs.add(submit("one by one", SameName.QUEUE));
        }
        for (int i = 0; i < 5; i++) {
            assertThat(state(jobs.get(i))).isEqualTo(JobState.ENQUEUED);
            jobs.subList(i + 1, 5).forEach(this::assertNextInLine);
            if (i == 2) {
                core.inTransaction(() -> core.bean(CancelJob.class)
                        .cancel(Fixtures.ADA, jobs.get(2).id()));
                core.settle();
            } else {
                end(
                        jobs.get(i),
                        List.of(Outcome.SUCCEEDED, Outcome.FAILED, Outcome.TIMED_OUT)
                                .get(i % 3));
            }
        }
    }

    @Test
    void oneThatQueuesWaitsForThoseThatDoNotCare() {
        fixtures.hello("w1", worker, 8);
        Registered free = submit("shared", SameName.ALLOW);
        Registered alsoFree = submit("shared", SameName.ALLOW);
        Registered queued = submit("shared", SameName.QUEUE);
        end(free, Outcome.SUCCEEDED);
        assertNextInLine(queued);
        end(alsoFree, Outcome.SUCCEEDED);
        assertThat(state(queued)).isEqualTo(JobState.ENQUEUED);
    }

    @Test
    void oneThatIsCancelledInTheLineLeavesItToTheNext() {
        fixtures.hello("w1", worker, 8);
        Registered first = submit("line", SameName.QUEUE);
        Registered second = submit("line", SameName.QUEUE);
        Registered third = submit("line", SameName.QUEUE);
        core.inTransaction(() -> core.bean(CancelJob.class).cancel(Fixtures.ADA, second.id()));
        core.settle();
        assertNextInLine(third);
        end(first, Outcome.SUCCEEDED);
        assertThat(state(third)).isEqualTo(JobState.ENQUEUED);
    }

    @Test
    void oneThatQueuesAndComesLaterLetsOthersPassUntilItsTime() {
        fixtures.hello("w1", worker, 8);
        Registered later = fixtures.register(
                        named("tonight", SameName.QUEUE, TestCore.START.plus(Duration.ofHours(1)), null))
                .get(0);
        Registered now = submit("tonight", SameName.QUEUE);
        assertThat(state(now)).isEqualTo(JobState.ENQUEUED);
        core.clock().advance(Duration.ofHours(1));
        core.inTransaction(() -> core.bean(HandleDueJobs.class).handle(java.util.Map.of()));
        core.settle();
        assertNextInLine(later);
        end(now, Outcome.SUCCEEDED);
        assertThat(state(later)).isEqualTo(JobState.ENQUEUED);
    }

    @Test
    void aHandOverThatACrashLeftIsFoundAtTheNextLook() {
        fixtures.hello("w1", worker, 8);
        Registered first = submit("crash", SameName.QUEUE);
        Registered second = submit("crash", SameName.QUEUE);
        fixtures.apply(fixtures.started(first.id(), "w1", worker));
        TestCore crashing = core.anotherNode();
        new Fixtures(crashing).apply(fixtures.ended(first.id(), "w1", worker, Outcome.SUCCEEDED, 0));
        // That node never settles: what must come after its commit does not come.
        assertNextInLine(second);
        core.bean(org.jobyard.dispatch.NameRequests.class).all();
        core.settle();
        assertThat(state(second)).isEqualTo(JobState.ENQUEUED);
    }
}
