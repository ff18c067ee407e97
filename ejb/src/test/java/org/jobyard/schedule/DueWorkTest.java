package org.jobyard.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.jobyard.submission.JobRequest;
import org.jobyard.testing.Fixtures;
import org.jobyard.testing.TestCore;
import org.jobyard.workers.LostWorkers;
import org.junit.jupiter.api.Test;

class DueWorkTest {
    private final TestCore core = new TestCore();
    private final Fixtures fixtures = new Fixtures(core);

    private DueWork dueWork() {
        return core.bean(DueWork.class);
    }

    @Test
    void nothingIsDueWhereThereIsNothing() {
        assertThat(dueWork().next()).isEmpty();
    }

    @Test
    void aJobsTimeIsDueNext() {
        var startAt = TestCore.START.plus(Duration.ofHours(1));
        fixtures.register(JobRequest.of("script").startAt(startAt).build());
        assertThat(dueWork().next()).contains(startAt);
    }

    @Test
    void aWorkersLeaseIsDueAfterItsGraceAndLaterWhenNobodyCouldHearIt() {
        fixtures.hello("w1", UUID.randomUUID(), 1);
        assertThat(dueWork().next()).contains(TestCore.START.plusSeconds(30).plus(LostWorkers.GRACE));
        core.clock().advance(Duration.ofMinutes(10));
        core.inTransaction(() -> dueWork().excuseWorkers());
        assertThat(core.bean(LostWorkers.class).areThereAny()).isFalse();
        assertThat(dueWork().next())
                .contains(core.clock().instant().plusSeconds(30).plus(LostWorkers.GRACE));
    }
}
