package org.jobyard.walk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jobyard.job.SameName;
import org.jobyard.job.Terms;
import org.jobyard.platform.JobyardException;
import org.jobyard.schedule.ManageSchedules;
import org.jobyard.schedule.MissedPolicy;
import org.jobyard.schedule.OverlapPolicy;
import org.jobyard.schedule.ScheduleRequest;
import org.jobyard.schedule.times.Times;
import org.jobyard.submission.JobRequest;

/** Schedules with a slot every five minutes, one of each way to treat runs that overlap. */
final class Timetables {
    private static final Duration STEP = Duration.ofMinutes(5);

    private record Slot(Instant at, boolean byHand, String outcome, String reason, UUID job) {}

    private final Random random;
    private final Cluster cluster;

    Timetables(Random random, Cluster cluster) {
        this.random = random;
        this.cluster = cluster;
        for (OverlapPolicy overlap : OverlapPolicy.values()) {
            create(overlap);
        }
    }

    private void create(OverlapPolicy overlap) {
        MissedPolicy missed = Pick.one(random, MissedPolicy.values());
        SameName policy = Pick.one(random, SameName.values());
        JobRequest job = JobRequest.of("alpha")
                .name("n" + random.nextInt(3))
                .terms(new Terms(policy))
                .build();
        ScheduleRequest request = new ScheduleRequest(
                overlap.name(),
                new Times(null, null, STEP, null, null),
                missed,
                Duration.ofMinutes(random.nextInt(60)),
                overlap,
                job);
        try {
            while (cluster.ask(node -> node.bean(ManageSchedules.class).create(People.ADA, request))
                    .isEmpty()) {
                // The node ended; nobody knows whether it is there.
                assertThat(cluster.crashes()).isPositive();
            }
        } catch (JobyardException there) {
            assertThat(there).hasMessageContaining("name");
        }
    }

    private List<UUID> ids() {
        return cluster.database().list("select id from schedule order by name", row -> row.uuid("id"));
    }

    /** Somebody does something to one of them. */
    void control() {
        List<UUID> ids = ids();
        UUID id = ids.get(random.nextInt(ids.size()));
        switch (random.nextInt(4)) {
            case 0 -> ask(schedules -> schedules.pause(People.ADA, id));
            case 1, 2 -> ask(schedules -> schedules.resume(People.ADA, id));
            default -> ask(schedules -> schedules.runNow(People.ADA, id));
        }
    }

    /** None holds its slots back any more. */
    void resumeAll() {
        ids().forEach(id -> ask(schedules -> schedules.resume(People.ADA, id)));
    }

    private void ask(Consumer<ManageSchedules> order) {
        try {
            cluster.ask(node -> {
                order.accept(node.bean(ManageSchedules.class));
                return true;
            });
        } catch (JobyardException refusal) {
            assertThat(refusal.code()).isNotNull();
        }
    }

    /** How many slots wait for the run before them. */
    long queued() {
        return cluster.database()
                .first("select count(*) as n from schedule_slot where outcome = 'QUEUED'", row -> row.number("n"))
                .orElseThrow();
    }

    /**
     * Each slot up to the next one is there once, as one run with its one job or as one skip with its reason.
     *
     * @param deleted jobs that are not there any more
     * @return how many there were
     */
    int check(Set<UUID> deleted) {
        int slots = 0;
        for (UUID id : ids()) {
            slots += check(id, deleted);
        }
        return slots;
    }

    private int check(UUID id, Set<UUID> deleted) {
        List<Slot> slots = cluster.database()
                .list(
                        "select * from schedule_slot where schedule_id = ? order by slot_at",
                        row -> new Slot(
                                row.instant("slot_at"),
                                row.flag("by_hand"),
                                row.text("outcome"),
                                row.text("reason"),
                                row.uuid("job_id")),
                        id);
        List<Instant> timely =
                slots.stream().filter(slot -> !slot.byHand()).map(Slot::at).toList();
        Instant next = cluster.database()
                .first("select next_at from schedule where id = ?", row -> row.instant("next_at"), id)
                .orElseThrow();
        List<Instant> expected = new ArrayList<>();
        if (!timely.isEmpty()) {
            for (Instant at = timely.get(0); at.isBefore(next); at = at.plus(STEP)) {
                expected.add(at);
            }
        }
        assertThat(timely).as("slots of schedule %s", id).isEqualTo(expected);
        assertThat(slots)
                .as("slots of schedule %s", id)
                .allMatch(slot -> (slot.job() == null) == (slot.reason() != null))
                .allMatch(slot -> slot.outcome().equals(slot.job() == null ? "SKIPPED" : "RUN"));
        List<Map.Entry<UUID, Boolean>> jobs = cluster.database()
                .list(
                        "select j.id, exists (select from schedule_slot s where s.job_id = j.id and s.schedule_id ="
                                + " j.schedule_id) as has_slot from job j where j.schedule_id = ?",
                        row -> Map.entry(row.uuid("id"), row.flag("has_slot")),
                        id);
        assertThat(jobs).as("jobs of schedule %s", id).allMatch(Map.Entry::getValue);
        assertThat(slots.stream().filter(slot -> slot.job() != null && !deleted.contains(slot.job())))
                .as("runs of schedule %s", id)
                .hasSameSizeAs(jobs);
        return slots.size();
    }
}
