package org.jobyard.races;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jobyard.dispatch.HandOverName;
import org.jobyard.dispatch.JobName;
import org.jobyard.dispatch.NameLocks;
import org.jobyard.job.JobState;
import org.jobyard.job.SameName;
import org.jobyard.job.Terms;
import org.jobyard.persistence.Database;
import org.jobyard.schedule.FireSchedules;
import org.jobyard.schedule.ManageSchedules;
import org.jobyard.schedule.MissedPolicy;
import org.jobyard.schedule.OverlapPolicy;
import org.jobyard.schedule.ScheduleRequest;
import org.jobyard.schedule.times.Times;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.submission.JobRequest;
import org.jobyard.testing.Fixtures;
import org.junit.jupiter.api.Test;

/** A schedule that cancels its run for the next, while the name that the run waits for is handed over to it. */
class CancelRunningRaceTest extends RaceFixture {
    private static final JobName NAME = new JobName("default", "n");

    private static JobRequest request() {
        return JobRequest.of("script")
                .name("n")
                .terms(new Terms(SameName.QUEUE))
                .build();
    }

    /** A run that waits for its name, which has just become free, and the next slot, which is due. */
    private UUID runThatWaitsForItsName() {
        fixtures.hello(WORKER, instance, 8);
        UUID before = fixtures.register(request()).get(0).id();
        core.settle();
        core.inTransaction(() -> core.bean(ManageSchedules.class)
                .create(
                        Fixtures.ADA,
                        new ScheduleRequest(
                                "s",
                                new Times("* * * * *", null, null, null, null),
                                MissedPolicy.LAST,
                                Duration.ofHours(1),
                                OverlapPolicy.CANCEL_RUNNING,
                                request())));
        core.clock().advance(Duration.ofMinutes(1));
        core.bean(FireSchedules.class).fire();
        core.settle();
        UUID run = runs().get(0);
        assertThat(fixtures.job(run).getReason()).isEqualTo("NAME_TAKEN");
        fixtures.apply(fixtures.started(before, WORKER, instance));
        fixtures.apply(fixtures.ended(before, WORKER, instance, Outcome.SUCCEEDED, 0));
        core.clock().advance(Duration.ofMinutes(1));
        return run;
    }

    private List<UUID> runs() {
        return core.bean(Database.class)
                .list("select id from job where schedule_id is not null order by id", row -> row.uuid("id"));
    }

    @Test
    void cancelForTheNextRunAgainstTheNameHandedOver() {
        UUID run = runThatWaitsForItsName();
        var fired = race.run(
                () -> race.first.bean(NameLocks.class).lock(List.of(NAME)),
                () -> race.second
                        .joining(new FireSchedules(), FireSchedules.class)
                        .fire(),
                () -> race.first.joining(new HandOverName(), HandOverName.class).handOver(NAME));
        race.settle();
        assertThat(fired.waited()).isTrue();
        assertThat(fired.refusal()).as("a deadlock").isNull();
        assertOneEnd(run, JobState.CANCELLED);
        assertThat(runs()).hasSize(2);
        assertThat(state(runs().get(1))).isEqualTo(JobState.ENQUEUED);
    }
}
