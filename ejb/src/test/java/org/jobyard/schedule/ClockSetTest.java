package org.jobyard.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jobyard.schedule.ScheduleFixture.everyMinute;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jobyard.job.JobState;
import org.jobyard.persistence.Database;
import org.jobyard.submission.JobRequest;
import org.jobyard.testing.TestCore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody sets the server's clock while the timer runs. */
class ClockSetTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final TestCore core = new TestCore();
    private final ScheduleFixture schedules = new ScheduleFixture(core);
    private final ManualScheduler time = new ManualScheduler(core);
    private UUID schedule;

    @BeforeEach
    void openTimer() {
        schedules.fixtures.hello("w1", ScheduleFixture.WORKER, 1000);
        schedule = schedules.create(everyMinute("s", MissedPolicy.LAST, HOUR, OverlapPolicy.ALLOW));
        core.replace(DueTimer.class, new DueTimer(time.executor())).open();
    }

    private Instant now() {
        return core.clock().instant();
    }

    private UUID jobIn(Duration wait) {
        UUID job = schedules
                .fixtures
                .register(JobRequest.of("script").startAt(now().plus(wait)).build())
                .get(0)
                .id();
        core.settle();
        return job;
    }

    private JobState state(UUID job) {
        return schedules.fixtures.job(job).getState();
    }

    /** How many slots ran. */
    private long runs() {
        return schedules.slots(schedule).stream()
                .filter(slot -> slot.outcome() == SlotOutcome.RUN)
                .count();
    }

    private void assertNothingWasTwice() {
        assertThat(schedules.jobs(schedule).values()).doesNotHaveDuplicates();
        assertThat(schedules.jobs(schedule)).hasSize((int) runs());
    }

    @Test
    void theTimerFiresEachSlotAtItsTime() {
        time.pass(Duration.ofMinutes(10));
        assertThat(schedules.told(schedule)).hasSize(9);
        time.pass(Duration.ofMillis(1));
        assertThat(schedules.told(schedule)).hasSize(10).allMatch(told -> told.endsWith("RUN"));
    }

    @Test
    void aClockSetBackByAnHourStartsNothingEarlyOrTwice() {
        UUID job = jobIn(Duration.ofMinutes(30));
        Instant desired = now().plus(Duration.ofMinutes(30));
        time.pass(Duration.ofSeconds(10 * 60 + 30));
        assertThat(runs()).isEqualTo(10);
        core.clock().advance(HOUR.negated());
        time.pass(HOUR);
        assertThat(runs()).as("an hour later it is as late as it was").isEqualTo(10);
        time.pass(Duration.ofSeconds(31));
        assertThat(runs()).isEqualTo(11);
        time.pass(Duration.between(now(), desired));
        assertThat(state(job)).isEqualTo(JobState.SCHEDULED);
        time.pass(Duration.ofMillis(1));
        assertThat(state(job)).isEqualTo(JobState.ENQUEUED);
        assertThat(schedules.fixtures.job(job).getAttempt()).isEqualTo(1);
        assertThat(runs()).isEqualTo(30);
        assertNothingWasTwice();
    }

    @Test
    void aClockSetForwardByAnHourStartsNothingEarlyOrTwice() {
        UUID later = jobIn(Duration.ofMinutes(90));
        Instant desired = now().plus(Duration.ofMinutes(90));
        time.pass(Duration.ofSeconds(10 * 60 + 30));
        core.clock().advance(HOUR);
        time.pass(Duration.ofMinutes(5));
        // 11 to 69 were missed, the last of them runs; 70 to 75 came in time.
        assertThat(schedules.told(schedule).stream().filter(told -> told.endsWith("MISSED")))
                .hasSizeBetween(55, 60);
        assertThat(schedules.slots(schedule)).hasSize(75);
        assertThat(state(later)).isEqualTo(JobState.SCHEDULED);
        time.pass(Duration.between(now(), desired));
        assertThat(state(later)).isEqualTo(JobState.SCHEDULED);
        time.pass(Duration.ofMillis(1));
        assertThat(state(later)).isEqualTo(JobState.ENQUEUED);
        assertThat(schedules.slots(schedule)).hasSize(90);
        assertNothingWasTwice();
    }

    @Test
    void afterAClockWasSetForwardTheNextJobIsInTime() {
        time.pass(Duration.ofSeconds(30));
        schedules.pause(schedule);
        time.pass(Duration.ofMinutes(1));
        core.clock().advance(HOUR);
        UUID soon = jobIn(Duration.ofSeconds(2));
        time.pass(Duration.ofMillis(2001));
        assertThat(state(soon)).isEqualTo(JobState.ENQUEUED);
    }

    /** The leases have ended by the clock, and a job is due before any worker can say hello: none is given up for it. */
    @Test
    void aClockSetForwardTakesNoJobFromTheWorkerThatRunsIt() {
        schedules.brokerConnected = true;
        UUID running = jobIn(Duration.ZERO);
        schedules.fixtures.apply(schedules.fixtures.started(running, "w1", ScheduleFixture.WORKER));
        time.pass(Duration.ofSeconds(1));
        UUID soon = jobIn(Duration.ofSeconds(2));
        core.clock().advance(HOUR);
        time.pass(Duration.ofSeconds(3));
        assertThat(state(soon)).isEqualTo(JobState.ENQUEUED);
        assertThat(state(running)).isEqualTo(JobState.RUNNING);
        schedules.fixtures.hello("w1", ScheduleFixture.WORKER, 1000);
        time.pass(Duration.ofSeconds(34));
        assertThat(state(running)).isEqualTo(JobState.RUNNING);
        time.pass(Duration.ofMinutes(1));
        assertThat(state(running)).as("its worker is not heard any more").isEqualTo(JobState.ENQUEUED);
    }

    @Test
    void theSafetyReadGoesOnAfterAClockWasSetBack() {
        UUID queueing = schedules.create(everyMinute("q", MissedPolicy.LAST, HOUR, OverlapPolicy.QUEUE));
        time.pass(Duration.ofSeconds(2 * 60 + 1));
        assertThat(schedules.told(queueing)).containsExactly("1 RUN", "2 QUEUED");
        core.clock().advance(HOUR.negated());
        // The end is not heard: only the safety read can find that the next may run.
        core.inTransaction(() -> core.bean(Database.class)
                .update("update job set state = 'SUCCEEDED', due_at = null where schedule_id = ?", queueing));
        time.pass(Duration.ofMinutes(5));
        assertThat(schedules.told(queueing)).containsExactly("1 RUN", "2 RUN");
    }
}
