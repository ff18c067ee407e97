package org.jobyard.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jobyard.schedule.ScheduleFixture.everyMinute;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.FieldError;
import org.jobyard.platform.JobyardException;
import org.jobyard.schedule.times.Times;
import org.jobyard.security.AccessPath;
import org.jobyard.security.Caller;
import org.jobyard.security.Role;
import org.jobyard.submission.JobRequest;
import org.jobyard.testing.Fixtures;
import org.jobyard.testing.TestCore;
import org.junit.jupiter.api.Test;

class ManageSchedulesTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final TestCore core = new TestCore();
    private final ScheduleFixture schedules = new ScheduleFixture(core);

    private static Caller of(String tenant, String name, Role role) {
        return new Caller(UUID.randomUUID(), name, tenant, role, AccessPath.TOKEN);
    }

    private ManageSchedules manage() {
        return core.bean(ManageSchedules.class);
    }

    private UUID create(String name, OverlapPolicy overlap) {
        return schedules.create(everyMinute(name, MissedPolicy.LAST, HOUR, overlap));
    }

    private ErrorCode refusal(Supplier<?> request) {
        ErrorCode[] code = new ErrorCode[1];
        assertThatThrownBy(() -> core.inTransaction(request::get))
                .isInstanceOfSatisfying(JobyardException.class, e -> code[0] = e.code());
        return code[0];
    }

    @Test
    void aNameIsTakenOnceInATenant() {
        create("a", OverlapPolicy.SKIP);
        assertThat(refusal(() -> manage().create(Fixtures.ADA, everyMinute("a", null, null, null))))
                .isEqualTo(ErrorCode.CONFLICT);
        UUID other = create("b", OverlapPolicy.SKIP);
        assertThat(refusal(() -> {
                    manage().change(Fixtures.ADA, other, everyMinute("a", null, null, null));
                    return null;
                }))
                .isEqualTo(ErrorCode.CONFLICT);
    }

    @Test
    void namesEachWrongField() {
        JobRequest job =
                JobRequest.of("no/type").priority(12).startAt(TestCore.START).build();
        ScheduleRequest wrong = new ScheduleRequest(
                " ", new Times("x", "y", null, null, null), null, Duration.ofSeconds(-1), null, job);
        assertThatThrownBy(() -> core.inTransaction(() -> manage().create(Fixtures.ADA, wrong)))
                .isInstanceOfSatisfying(
                        JobyardException.class,
                        e -> assertThat(e.errors())
                                .extracting(FieldError::field)
                                .containsExactly(
                                        "name", "catchUp", "cron", "zone", "job.startAt", "job.type", "job.priority"));
    }

    @Test
    void anothersNeedsTheRoleOperatorAndAnotherTenantsIsNotThere() {
        UUID id = create("a", OverlapPolicy.SKIP);
        assertThat(refusal(() -> manage().runNow(of("default", "bob", Role.ENGINEER), id)))
                .isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(refusal(() -> manage().runNow(of("other", "eve", Role.ADMIN), id)))
                .isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(refusal(
                        () -> manage().create(of("default", "vic", Role.VIEWER), everyMinute("v", null, null, null))))
                .isEqualTo(ErrorCode.FORBIDDEN);
        core.inTransaction(() -> manage().pause(of("default", "olga", Role.OPERATOR), id));
        assertThat(core.bean(ScheduleQueries.class)
                        .find(Fixtures.ADA, id)
                        .orElseThrow()
                        .summary()
                        .pausedBy())
                .isEqualTo("olga");
    }

    @Test
    void otherTimesSkipWhatHasComeAndIsNotDecided() {
        UUID id = create("a", OverlapPolicy.ALLOW);
        schedules.pause(id);
        schedules.away(MINUTE.multipliedBy(2).plusSeconds(1));
        Instant now = core.clock().instant();
        core.inTransaction(() -> manage().change(
                        Fixtures.ADA,
                        id,
                        new ScheduleRequest(
                                "b",
                                new Times(null, null, Duration.ofSeconds(90), null, null),
                                null,
                                null,
                                OverlapPolicy.ALLOW,
                                ScheduleFixture.job())));
        assertThat(schedules.told(id)).containsExactly("1 CHANGED", "2 CHANGED");
        schedules.resume(id);
        schedules.pass(Duration.ofSeconds(90));
        assertThat(schedules.slots(id)).last().satisfies(slot -> {
            assertThat(slot.at()).isEqualTo(now.plusSeconds(90));
            assertThat(slot.outcome()).isEqualTo(SlotOutcome.RUN);
        });
    }

    @Test
    void runNowObeysTheOverlapPolicy() {
        UUID skip = create("skip", OverlapPolicy.SKIP);
        assertThat(schedules.runNow(skip)).isNotNull();
        assertThat(refusal(() -> manage().runNow(Fixtures.ADA, skip))).isEqualTo(ErrorCode.CONFLICT);
        UUID queue = create("queue", OverlapPolicy.QUEUE);
        assertThat(schedules.runNow(queue)).isNotNull();
        schedules.away(Duration.ofSeconds(1));
        assertThat(schedules.runNow(queue)).isNull();
        assertThat(schedules.slots(queue))
                .extracting(ScheduleFixture.Row::outcome)
                .containsExactly(SlotOutcome.RUN, SlotOutcome.QUEUED);
    }

    @Test
    void runNowWorksWhileItIsPaused() {
        UUID id = create("a", OverlapPolicy.SKIP);
        schedules.pause(id);
        assertThat(schedules.runNow(id)).isNotNull();
        assertThat(schedules.slots(id)).singleElement().matches(ScheduleFixture.Row::byHand);
    }

    @Test
    void aDeletedScheduleLeavesItsJobs() {
        UUID id = create("a", OverlapPolicy.ALLOW);
        schedules.pass(MINUTE);
        UUID job = schedules.slots(id).get(0).job();
        core.inTransaction(() -> manage().delete(Fixtures.ADA, id));
        schedules.pass(MINUTE);
        assertThat(schedules.jobs(id)).containsOnlyKeys(job);
        assertThat(core.bean(ScheduleQueries.class).find(Fixtures.ADA, id)).isEmpty();
    }

    @Test
    void listsPageByPage() {
        for (int i = 0; i < 5; i++) {
            create("s" + i, OverlapPolicy.ALLOW);
        }
        ScheduleQueries queries = core.bean(ScheduleQueries.class);
        SchedulePage first = queries.list(Fixtures.ADA, "S", null, 3);
        SchedulePage second = queries.list(Fixtures.ADA, "S", first.next(), 3);
        assertThat(List.of(first, second))
                .flatExtracting(SchedulePage::schedules)
                .extracting(ScheduleSummary::name)
                .containsExactly("s0", "s1", "s2", "s3", "s4");
        assertThat(second.next()).isNull();
        UUID id = first.schedules().get(0).id();
        for (int i = 0; i < 3; i++) {
            schedules.pass(MINUTE);
        }
        SlotPage latest = queries.slots(Fixtures.ADA, id, null, null, 2).orElseThrow();
        SlotPage rest = queries.slots(Fixtures.ADA, id, SlotOutcome.RUN, latest.next(), 2)
                .orElseThrow();
        assertThat(List.of(latest, rest))
                .flatExtracting(SlotPage::slots)
                .extracting(SlotView::at)
                .containsExactly(
                        TestCore.START.plusSeconds(180),
                        TestCore.START.plusSeconds(120),
                        TestCore.START.plusSeconds(60));
        assertThat(queries.list(Fixtures.ADA, "s0", null, 1)
                        .schedules()
                        .get(0)
                        .last()
                        .at())
                .isEqualTo(TestCore.START.plusSeconds(180));
    }
}
