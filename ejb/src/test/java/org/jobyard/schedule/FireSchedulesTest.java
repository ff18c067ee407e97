package org.jobyard.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jobyard.schedule.ScheduleFixture.everyMinute;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jobyard.job.JobState;
import org.jobyard.persistence.Database;
import org.jobyard.schedule.times.Times;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.testing.Fixtures;
import org.jobyard.testing.TestCore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FireSchedulesTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final TestCore core = new TestCore();
    private final ScheduleFixture schedules = new ScheduleFixture(core);

    @BeforeEach
    void worker() {
        schedules.fixtures.hello("w1", ScheduleFixture.WORKER, 1000);
    }

    private UUID create(MissedPolicy missed, Duration catchUp, OverlapPolicy overlap) {
        return schedules.create(everyMinute("s", missed, catchUp, overlap));
    }

    private UUID allowing(MissedPolicy missed, Duration catchUp) {
        return create(missed, catchUp, OverlapPolicy.ALLOW);
    }

    private Instant nextAt(UUID id) {
        return core.bean(ScheduleQueries.class)
                .find(Fixtures.ADA, id)
                .orElseThrow()
                .summary()
                .nextAt();
    }

    @Test
    void aSlotBecomesOneJobForItsTimeAndNoneBefore() {
        UUID id = allowing(MissedPolicy.LAST, HOUR);
        assertThat(nextAt(id)).isEqualTo(TestCore.START.plus(MINUTE));
        schedules.pass(Duration.ofSeconds(59));
        assertThat(schedules.slots(id)).isEmpty();
        schedules.pass(Duration.ofSeconds(2));
        schedules.fire();
        assertThat(schedules.told(id)).containsExactly("1 RUN");
        assertThat(schedules.jobs(id))
                .containsOnly(Map.entry(schedules.slots(id).get(0).job(), TestCore.START.plus(MINUTE)));
        assertThat(nextAt(id)).isEqualTo(TestCore.START.plus(MINUTE.multipliedBy(2)));
    }

    @Test
    void aTransactionThatFailsLeavesTheSlotToTheNext() {
        UUID id = allowing(MissedPolicy.LAST, HOUR);
        schedules.away(MINUTE);
        FireSchedules sound = core.bean(FireSchedules.class);
        core.replace(FireSchedules.class, new FireSchedules() {
            @Override
            public boolean fire() {
                return core.inTransaction(() -> {
                    super.fire();
                    throw new IllegalStateException("the database goes away");
                });
            }
        });
        assertThatThrownBy(() -> core.bean(FireSchedules.class).fire()).isInstanceOf(IllegalStateException.class);
        core.replace(FireSchedules.class, sound);
        assertThat(schedules.slots(id)).isEmpty();
        schedules.fire();
        assertThat(schedules.told(id)).containsExactly("1 RUN");
        assertThat(schedules.jobs(id)).hasSize(1);
    }

    @Test
    void twoNodesFireEachSlotOnce() {
        List<UUID> ids = IntStream.range(0, 120)
                .mapToObj(i -> schedules.create(everyMinute("s" + i, MissedPolicy.LAST, HOUR, OverlapPolicy.ALLOW)))
                .toList();
        schedules.away(MINUTE);
        TestCore other = new ScheduleFixture(core.anotherNode()).core;
        CompletableFuture.allOf(
                        CompletableFuture.runAsync(
                                () -> core.bean(DueWork.class).run()),
                        CompletableFuture.runAsync(
                                () -> other.bean(DueWork.class).run()))
                .join();
        schedules.fire();
        assertThat(ids)
                .allSatisfy(id -> assertThat(schedules.slots(id))
                        .singleElement()
                        .satisfies(slot -> assertThat(schedules.jobs(id)).containsOnlyKeys(slot.job())));
    }

    @Test
    void ofMissedSlotsTheLastRuns() {
        UUID id = allowing(MissedPolicy.LAST, HOUR);
        schedules.pass(Duration.ofSeconds(5 * 60 + 30));
        // Five is on time within the grace; four is the last that is not.
        assertThat(schedules.told(id)).containsExactly("1 MISSED", "2 MISSED", "3 MISSED", "4 RUN", "5 RUN");
    }

    @Test
    void ofMissedSlotsAllRunWithinTheCatchUpWindow() {
        UUID id = allowing(MissedPolicy.ALL, Duration.ofMinutes(3));
        schedules.pass(Duration.ofSeconds(6 * 60 + 30));
        assertThat(schedules.told(id))
                .containsExactly("1 TOO_OLD", "2 TOO_OLD", "3 TOO_OLD", "4 RUN", "5 RUN", "6 RUN");
    }

    @Test
    void ofMissedSlotsNoneRunsOrTheLastIsTooOld() {
        UUID none = allowing(MissedPolicy.NONE, HOUR);
        UUID late =
                schedules.create(everyMinute("late", MissedPolicy.LAST, Duration.ofSeconds(80), OverlapPolicy.ALLOW));
        schedules.pass(Duration.ofSeconds(3 * 60 + 30));
        assertThat(schedules.told(none)).containsExactly("1 MISSED", "2 MISSED", "3 RUN");
        assertThat(schedules.told(late)).containsExactly("1 MISSED", "2 TOO_OLD", "3 RUN");
    }

    @Test
    void manyMissedSlotsAreDecidedBatchByBatch() {
        UUID all = schedules.create(everyMinute("all", MissedPolicy.ALL, Duration.ofMinutes(45), OverlapPolicy.ALLOW));
        UUID last = schedules.create(everyMinute("last", MissedPolicy.LAST, HOUR, OverlapPolicy.ALLOW));
        schedules.pass(Duration.ofHours(20));
        assertThat(schedules.slots(all)).hasSize(1200);
        assertThat(schedules.jobs(all)).hasSize(46);
        assertThat(schedules.slots(last)).hasSize(1200);
        assertThat(schedules.jobs(last).values())
                .containsExactly(
                        TestCore.START.plus(Duration.ofMinutes(1198)),
                        TestCore.START.plus(Duration.ofMinutes(1199)),
                        TestCore.START.plus(Duration.ofHours(20)));
    }

    @Test
    void slotsOfAPauseAreMissedOnesHoweverShortItWas() {
        UUID id = allowing(MissedPolicy.NONE, HOUR);
        schedules.pause(id);
        schedules.pass(MINUTE);
        assertThat(schedules.slots(id)).isEmpty();
        assertThat(nextAt(id)).isNull();
        schedules.away(Duration.ofSeconds(1));
        schedules.resume(id);
        schedules.pass(MINUTE);
        assertThat(schedules.told(id)).containsExactly("1 MISSED", "2 RUN");
    }

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

    @Test
    void aJobThatIsRefusedIsASkipWithTheReason() {
        UUID id = allowing(MissedPolicy.LAST, HOUR);
        core.inTransaction(() -> core.bean(Database.class)
                .update("update schedule set job = jsonb_set(job, '{type}', '\"no such/type\"')"));
        schedules.pass(MINUTE);
        assertThat(schedules.told(id)).containsExactly("1 REFUSED");
    }

    @Test
    void aScheduleThatIsOverIsNotDueAnyMore() {
        Instant end = TestCore.START.plus(Duration.ofMinutes(2));
        UUID id = schedules.create(new ScheduleRequest(
                "two",
                new Times(null, null, MINUTE, null, end),
                null,
                null,
                OverlapPolicy.ALLOW,
                ScheduleFixture.job()));
        schedules.pass(MINUTE);
        schedules.pass(MINUTE);
        schedules.pass(MINUTE);
        assertThat(schedules.told(id)).containsExactly("1 RUN", "2 RUN");
    }
}
