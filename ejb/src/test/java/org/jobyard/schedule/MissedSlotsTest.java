package org.jobyard.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jobyard.schedule.ScheduleFixture.everyMinute;

import java.time.Duration;
import java.util.UUID;
import org.jobyard.testing.TestCore;
import org.junit.jupiter.api.Test;

/** What becomes of slots whose time passed while nobody looked. */
class MissedSlotsTest extends FiringSchedules {
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
}
