package org.jobyard.workers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.jobyard.job.JobState;
import org.jobyard.messaging.Incoming;
import org.jobyard.schedule.ExpireWorkers;
import org.jobyard.testing.Fixtures;
import org.jobyard.testing.TestCore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A worker's word of a start is read after the word that the worker is gone. */
class OrphanedJobsTest {
    private static final UUID OLD = UUID.randomUUID();
    private static final UUID NEW = UUID.randomUUID();

    private final TestCore core = new TestCore();
    private final Fixtures fixtures = new Fixtures(core);
    private UUID job;
    private Incoming started;

    @BeforeEach
    void dispatch() {
        fixtures.hello("w1", OLD, 2);
        job = fixtures.registerScript();
        started = fixtures.started(job, "w1", OLD);
    }

    private JobState stateAfterASweep() {
        core.bean(ExpireWorkers.class).giveBackOrphans();
        core.settle();
        return fixtures.job(job).getState();
    }

    @Test
    void aJobOfAWorkerThatWasReplacedIsGivenBack() {
        fixtures.hello("w1", NEW, 2);
        fixtures.apply(started);
        assertThat(fixtures.job(job).getState()).isEqualTo(JobState.RUNNING);
        // The word of the start may be the quicker one for a live worker, too.
        assertThat(stateAfterASweep()).isEqualTo(JobState.RUNNING);

        core.clock().advance(Duration.ofMinutes(2));

        assertThat(stateAfterASweep()).isEqualTo(JobState.ENQUEUED);
        assertThat(fixtures.job(job).getAttempt()).isEqualTo(2);
    }

    @Test
    void aJobOfAWorkerThatSaidGoodbyeIsGivenBack() {
        fixtures.bye("w1", OLD);
        fixtures.apply(started);
        core.clock().advance(Duration.ofMinutes(2));

        assertThat(stateAfterASweep()).isEqualTo(JobState.ENQUEUED);
        assertThat(fixtures.job(job).getAttempt()).isEqualTo(2);
    }

    @Test
    void aJobOfALiveWorkerIsLeftInPeace() {
        fixtures.apply(started);
        core.clock().advance(Duration.ofMinutes(2));

        assertThat(stateAfterASweep()).isEqualTo(JobState.RUNNING);
    }
}
