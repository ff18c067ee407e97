package org.jobyard.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jobyard.schedule.ScheduleFixture.everyMinute;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jobyard.job.JobState;
import org.jobyard.persistence.Database;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.testing.TestCore;
import org.junit.jupiter.api.Test;

/** Random pauses, absences, ends and lost wake-ups: each slot still ends as one run or one skip with its reason. */
class SlotWalkTest {
    private static final int STEPS = 40;

    private final TestCore core = new TestCore();
    private final ScheduleFixture schedules = new ScheduleFixture(core);
    private final List<UUID> ids = new ArrayList<>();

    @Test
    void everySlotEndsAsOneRunOrOneSkip() {
        long seed = Long.getLong("jobyard.seed", new Random().nextLong());
        Random random = new Random(seed);
        schedules.fixtures.hello("w1", ScheduleFixture.WORKER, 1000);
        for (OverlapPolicy overlap : OverlapPolicy.values()) {
            for (MissedPolicy missed : MissedPolicy.values()) {
                Duration catchUp = Duration.ofMinutes(random.nextInt(10));
                ids.add(schedules.create(everyMinute(overlap + " " + missed, missed, catchUp, overlap)));
            }
        }
        for (int i = 0; i < STEPS; i++) {
            step(random);
        }
        endAll();
        assertThat(ids).as("seed %d", seed).allSatisfy(this::assertOneToOne);
    }

    private void step(Random random) {
        UUID id = ids.get(random.nextInt(ids.size()));
        switch (random.nextInt(6)) {
            case 0 -> schedules.pause(id);
            case 1 -> schedules.resume(id);
            case 2 -> schedules.pass(Duration.ofSeconds(random.nextInt(400)));
            case 3, 4 -> schedules.pass(Duration.ofSeconds(random.nextInt(70)));
            default -> endOne(random);
        }
    }

    private List<UUID> active() {
        return core.bean(Database.class)
                .list("select id from job where state in ('ENQUEUED', 'RUNNING') order by id", row -> row.uuid("id"));
    }

    private void endOne(Random random) {
        List<UUID> active = active();
        if (!active.isEmpty()) {
            UUID job = active.get(random.nextInt(active.size()));
            if (schedules.fixtures.job(job).getState() == JobState.ENQUEUED) {
                schedules.start(job);
            }
            if (random.nextBoolean()) {
                schedules.end(job, Outcome.SUCCEEDED);
            }
        }
    }

    private void endAll() {
        ids.forEach(schedules::resume);
        schedules.fire();
        for (List<UUID> active = active(); !active.isEmpty(); active = active()) {
            active.forEach(job -> {
                if (schedules.fixtures.job(job).getState() == JobState.ENQUEUED) {
                    schedules.start(job);
                }
                schedules.end(job, Outcome.SUCCEEDED);
            });
        }
    }

    private void assertOneToOne(UUID id) {
        List<Instant> come = new ArrayList<>();
        for (Instant slot = TestCore.START.plusSeconds(60);
                !slot.isAfter(core.clock().instant());
                slot = slot.plusSeconds(60)) {
            come.add(slot);
        }
        List<ScheduleFixture.Row> slots = schedules.slots(id);
        assertThat(slots).extracting(ScheduleFixture.Row::at).isEqualTo(come);
        assertThat(slots).allMatch(slot -> (slot.job() == null) == (slot.reason() != null));
        assertThat(schedules.jobs(id).keySet())
                .containsExactlyInAnyOrderElementsOf(slots.stream()
                        .map(ScheduleFixture.Row::job)
                        .filter(java.util.Objects::nonNull)
                        .toList());
    }
}
