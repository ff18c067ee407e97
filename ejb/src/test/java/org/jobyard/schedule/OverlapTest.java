package org.jobyard.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.jobyard.job.JobState;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.testing.TestCore;
import org.junit.jupiter.api.Test;

/** What becomes of a slot while the run before it goes on. */
class OverlapTest extends FiringSchedules {
    @Test
    void aSlotIsSkippedWhileTheRunBeforeItGoesOn() {
        UUID id = create(MissedPolicy.LAST, HOUR, OverlapPolicy.SKIP);
        schedules.pass(MINUTE);
        schedules.pass(MINUTE);
        assertThat(schedules.told(id)).containsExactly("1 RUN", "2 OVERLAP");
        schedules.run(schedules.slots(id).get(0).job());
        schedules.pass(MINUTE);
        assertThat(schedules.told(id)).containsExactly("1 RUN", "2 OVERLAP", "3 RUN");
    }

    @Test
    void queuedSlotsRunOneAfterTheOtherInOrder() {
        UUID id = create(MissedPolicy.LAST, HOUR, OverlapPolicy.QUEUE);
        schedules.pass(MINUTE);
        schedules.pass(MINUTE);
        schedules.pass(MINUTE);
        assertThat(schedules.told(id)).containsExactly("1 RUN", "2 QUEUED", "3 QUEUED");
        schedules.run(schedules.slots(id).get(0).job());
        assertThat(schedules.told(id)).containsExactly("1 RUN", "2 RUN", "3 QUEUED");
        schedules.run(schedules.slots(id).get(1).job());
        schedules.run(schedules.slots(id).get(2).job());
        assertThat(schedules.told(id)).containsExactly("1 RUN", "2 RUN", "3 RUN");
        assertThat(schedules.jobs(id)).hasSize(3);
    }

    @Test
    void aQueuedSlotWhoseWakeUpWasLostRunsAfterTheSafetyRead() {
        UUID id = create(MissedPolicy.LAST, HOUR, OverlapPolicy.QUEUE);
        schedules.pass(MINUTE);
        schedules.pass(MINUTE);
        UUID first = schedules.slots(id).get(0).job();
        schedules.start(first);
        TestCore crashed = core.anotherNode();
        ScheduleFixture onCrashed = new ScheduleFixture(crashed);
        onCrashed.fixtures.apply(onCrashed.fixtures.ended(first, "w1", ScheduleFixture.WORKER, Outcome.SUCCEEDED, 0));
        // What the crashed node had to do after the commit is never done.
        assertThat(schedules.told(id)).containsExactly("1 RUN", "2 QUEUED");
        core.bean(FireSchedules.class).releaseLeft();
        assertThat(schedules.told(id)).containsExactly("1 RUN", "2 RUN");
    }

    @Test
    void aRunThatNobodyStartedMakesRoomAtOnceForTheNext() {
        UUID id = create(MissedPolicy.LAST, HOUR, OverlapPolicy.CANCEL_RUNNING);
        schedules.pass(MINUTE);
        schedules.pass(MINUTE);
        assertThat(schedules.told(id)).containsExactly("1 RUN", "2 RUN");
        assertThat(schedules.fixtures.job(schedules.slots(id).get(0).job()).getState())
                .isEqualTo(JobState.CANCELLED);
        assertThat(schedules.fixtures.job(schedules.slots(id).get(1).job()).getState())
                .isEqualTo(JobState.ENQUEUED);
    }

    @Test
    void theNextRunWaitsUntilTheCancelledOneIsGone() {
        UUID id = create(MissedPolicy.LAST, HOUR, OverlapPolicy.CANCEL_RUNNING);
        schedules.pass(MINUTE);
        UUID first = schedules.slots(id).get(0).job();
        schedules.start(first);
        schedules.pass(MINUTE);
        assertThat(schedules.fixtures.job(first).isCancelRequested()).isTrue();
        schedules.pass(MINUTE);
        assertThat(schedules.told(id)).containsExactly("1 RUN", "2 SUPERSEDED", "3 QUEUED");
        schedules.end(first, Outcome.CANCELLED);
        assertThat(schedules.told(id)).containsExactly("1 RUN", "2 SUPERSEDED", "3 RUN");
        assertThat(schedules.fixtures.job(first).getState()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void runsBesideEachOtherWhereThatIsAllowed() {
        UUID id = allowing(MissedPolicy.LAST, HOUR);
        schedules.pass(MINUTE);
        schedules.start(schedules.slots(id).get(0).job());
        schedules.pass(MINUTE);
        assertThat(schedules.told(id)).containsExactly("1 RUN", "2 RUN");
    }
}
