package org.jobyard.schedule;

import static org.jobyard.schedule.ScheduleFixture.everyMinute;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jobyard.testing.Fixtures;
import org.jobyard.testing.TestCore;
import org.junit.jupiter.api.BeforeEach;

/** Schedules, and a worker that takes all that they fire. Base of the tests of each theme. */
abstract class FiringSchedules {
    static final Duration MINUTE = Duration.ofMinutes(1);
    static final Duration HOUR = Duration.ofHours(1);

    final TestCore core = new TestCore();
    final ScheduleFixture schedules = new ScheduleFixture(core);

    @BeforeEach
    void worker() {
        schedules.fixtures.hello("w1", ScheduleFixture.WORKER, 1000);
    }

    final UUID create(MissedPolicy missed, Duration catchUp, OverlapPolicy overlap) {
        return schedules.create(everyMinute("s", missed, catchUp, overlap));
    }

    final UUID allowing(MissedPolicy missed, Duration catchUp) {
        return create(missed, catchUp, OverlapPolicy.ALLOW);
    }

    final Instant nextAt(UUID id) {
        return core.bean(ScheduleQueries.class)
                .find(Fixtures.ADA, id)
                .orElseThrow()
                .summary()
                .nextAt();
    }
}
