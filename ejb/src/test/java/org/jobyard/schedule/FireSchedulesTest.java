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
import org.jobyard.persistence.Database;
import org.jobyard.schedule.times.Times;
import org.jobyard.testing.TestCore;
import org.junit.jupiter.api.Test;

/** A slot becomes one job for its time, or says why it did not. */
class FireSchedulesTest extends FiringSchedules {
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
