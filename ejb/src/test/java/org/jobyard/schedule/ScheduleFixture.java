package org.jobyard.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jobyard.dispatch.Broker;
import org.jobyard.log.LogArchiver;
import org.jobyard.persistence.Database;
import org.jobyard.ra.api.QueueStatus;
import org.jobyard.schedule.times.Times;
import org.jobyard.sdk.message.Json;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.submission.JobRequest;
import org.jobyard.testing.Fixtures;
import org.jobyard.testing.TestCore;

/** What people do with schedules, and what becomes of them, against a {@link TestCore}. */
final class ScheduleFixture {
    static final UUID WORKER = UUID.randomUUID();

    /** A row of {@code schedule_slot}. */
    record Row(Instant at, boolean byHand, SlotOutcome outcome, SkipReason reason, UUID job) {}

    final TestCore core;
    final Fixtures fixtures;

    /** Whether workers could be heard. */
    boolean brokerConnected;

    ScheduleFixture(TestCore core) {
        this.core = core;
        fixtures = new Fixtures(core);
        core.bean(QueuedRuns.class);
        core.replace(LogArchiver.class, new LogArchiver() {
            @Override
            public void archiveLeft() {
                // There are no logs.
            }
        });
        // In the server the container begins its transactions.
        core.replace(ExpireWorkers.class, new ExpireWorkers() {
            @Override
            public void excuse() {
                core.inTransaction(() -> super.excuse());
            }

            @Override
            public void expire() {
                core.inTransaction(() -> super.expire());
            }

            @Override
            public void giveBackOrphans() {
                core.inTransaction(() -> super.giveBackOrphans());
            }
        });
        core.replace(Broker.class, new Broker() {
            @Override
            public boolean isConnected() {
                return brokerConnected;
            }

            @Override
            public Optional<QueueStatus> queue(String name) {
                return Optional.empty();
            }
        });
    }

    /** From now on every minute on the minute. */
    static ScheduleRequest everyMinute(String name, MissedPolicy missed, Duration catchUp, OverlapPolicy overlap) {
        return new ScheduleRequest(
                name, new Times("* * * * *", null, null, null, null), missed, catchUp, overlap, job());
    }

    static JobRequest job() {
        return JobRequest.of("script").parameters(Json.object()).build();
    }

    UUID create(ScheduleRequest request) {
        return core.inTransaction(() -> core.bean(ManageSchedules.class).create(Fixtures.ADA, request));
    }

    void pause(UUID id) {
        core.inTransaction(() -> core.bean(ManageSchedules.class).pause(Fixtures.ADA, id));
    }

    void resume(UUID id) {
        core.inTransaction(() -> core.bean(ManageSchedules.class).resume(Fixtures.ADA, id));
        core.settle();
    }

    UUID runNow(UUID id) {
        return core.inTransaction(() -> core.bean(ManageSchedules.class).runNow(Fixtures.ADA, id));
    }

    /** Time passes, and nobody looks. */
    void away(Duration time) {
        core.clock().advance(time);
    }

    /** Time passes, and the timer looks at its end. */
    void pass(Duration time) {
        core.clock().advance(time);
        fire();
    }

    void fire() {
        core.bean(DueWork.class).run();
        core.settle();
    }

    /** A worker runs the job to its end. */
    void run(UUID job) {
        start(job);
        end(job, Outcome.SUCCEEDED);
    }

    void start(UUID job) {
        fixtures.apply(fixtures.started(job, "w1", WORKER));
    }

    void end(UUID job, Outcome outcome) {
        fixtures.apply(fixtures.ended(job, "w1", WORKER, outcome, 0));
        core.settle();
    }

    /** What became of the slots, oldest first. */
    List<Row> slots(UUID schedule) {
        return core.bean(Database.class)
                .list(
                        "select * from schedule_slot where schedule_id = ? order by slot_at, by_hand",
                        row -> new Row(
                                row.instant("slot_at"),
                                row.flag("by_hand"),
                                row.constant("outcome", SlotOutcome.class),
                                row.constant("reason", SkipReason.class),
                                row.uuid("job_id")),
                        schedule);
    }

    /** The same, in short: what each minute after the start became. */
    List<String> told(UUID schedule) {
        return slots(schedule).stream()
                .map(slot -> Duration.between(TestCore.START, slot.at()).toMinutes() + " "
                        + (slot.reason() == null ? slot.outcome() : slot.reason()))
                .toList();
    }

    /** The ids of the jobs of a schedule, with the times that they are for. */
    Map<UUID, Instant> jobs(UUID schedule) {
        Map<UUID, Instant> jobs = new java.util.LinkedHashMap<>();
        core.bean(Database.class)
                .list(
                        "select id, desired_at from job where schedule_id = ? order by id",
                        row -> jobs.put(row.uuid("id"), row.instant("desired_at")),
                        schedule);
        return jobs;
    }
}
