package org.jobyard.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jobyard.control.ChangeJob;
import org.jobyard.control.JobChange;
import org.jobyard.control.LimitChange;
import org.jobyard.control.ManageLimits;
import org.jobyard.job.JobState;
import org.jobyard.persistence.Database;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.JobyardException;
import org.jobyard.registration.RegisterJobs;
import org.jobyard.registration.Registered;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.security.Caller;
import org.jobyard.submission.JobRequest;
import org.jobyard.submission.SubmissionRules;
import org.jobyard.testing.Fixtures;
import org.jobyard.testing.TestCore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is next: priorities, a share for each tenant, limits and holds. */
class FairShareTest {
    private static final int WINDOW = 8;
    private final TestCore core = new TestCore();
    private final Fixtures fixtures = new Fixtures(core);
    private final UUID worker = UUID.randomUUID();

    @BeforeEach
    void anotherTenant() {
        core.bean(Database.class)
                .update("insert into tenant (id, created_at) values ('other', now()) on conflict do nothing");
    }

    private List<UUID> submit(Caller caller, String type, int number, int priority) {
        List<UUID> ids = submit(core, caller, type, number, priority);
        core.settle();
        return ids;
    }

    private static List<UUID> submit(TestCore node, Caller caller, String type, int number, int priority) {
        SubmissionRules rules = node.bean(SubmissionRules.class);
        return node.inTransaction(() -> node
                .bean(RegisterJobs.class)
                .register(java.util.stream.IntStream.range(0, number)
                        .mapToObj(i -> rules.check(
                                caller,
                                JobRequest.of(type)
                                        .name("n" + i)
                                        .priority(priority)
                                        .build()))
                        .toList())
                .stream()
                .map(Registered::id)
                .toList());
    }

    private List<UUID> in(List<UUID> jobs, JobState state) {
        return jobs.stream()
                .filter(job -> fixtures.job(job).getState() == state)
                .toList();
    }

    private void endOne(UUID job) {
        fixtures.apply(fixtures.started(job, "w1", worker));
        fixtures.apply(fixtures.ended(job, "w1", worker, Outcome.SUCCEEDED, 0));
        core.settle();
    }

    private void set(String type, String tenant, Integer most, boolean held) {
        core.inTransaction(() ->
                core.bean(ManageLimits.class).set(Fixtures.OLGA, new LimitChange(type, tenant, null, most, held)));
        core.settle();
    }

    @Test
    void tenThousandJobsOfOneTenantDoNotHoldBackOneOfAnother() {
        fixtures.hello("w1", worker, 4);
        List<UUID> many = submit(Fixtures.ADA, "script", WINDOW, 9);
        TestCore another = core.anotherNode();
        for (int i = 0; i < 10; i++) {
            submit(another, Fixtures.ADA, "script", 1000, 9);
        }
        UUID one = submit(Fixtures.BOB, "script", 1, 0).get(0);
        assertThat(fixtures.job(one).getState()).isEqualTo(JobState.WAITING);

        endOne(many.get(0));

        assertThat(fixtures.job(one).getState()).isEqualTo(JobState.ENQUEUED);
    }

    @Test
    void tenantsThatWaitShareTheWindowEvenly() {
        List<UUID> first = submit(Fixtures.ADA, "script", 20, 4);
        List<UUID> second = submit(Fixtures.BOB, "script", 20, 4);
        fixtures.hello("w1", worker, 4);
        assertThat(in(first, JobState.ENQUEUED)).containsExactlyElementsOf(first.subList(0, WINDOW / 2));
        assertThat(in(second, JobState.ENQUEUED)).containsExactlyElementsOf(second.subList(0, WINDOW / 2));
    }

    @Test
    void higherPrioritiesGoFirstThenTheEarlierOnes() {
        List<UUID> low = submit(Fixtures.ADA, "script", 4, 2);
        List<UUID> high = submit(Fixtures.ADA, "script", 6, 7);
        fixtures.hello("w1", worker, 4);
        assertThat(in(high, JobState.ENQUEUED)).hasSize(6);
        assertThat(in(low, JobState.ENQUEUED)).containsExactly(low.get(0), low.get(1));
    }

    @Test
    void aPriorityIsChangedWhileTheJobWaits() {
        fixtures.hello("w1", worker, 4);
        List<UUID> jobs = submit(Fixtures.ADA, "script", WINDOW + 3, 4);
        UUID last = jobs.get(WINDOW + 2);
        ChangeJob change = core.bean(ChangeJob.class);
        core.inTransaction(() -> change.change(Fixtures.ADA, last, new JobChange(8)));
        endOne(jobs.get(0));
        assertThat(fixtures.job(last).getState()).isEqualTo(JobState.ENQUEUED);
        assertThat(fixtures.job(last).spec().priority()).isEqualTo(8);
        assertThatThrownBy(() -> core.inTransaction(() -> change.change(Fixtures.ADA, last, new JobChange(1))))
                .isInstanceOfSatisfying(
                        JobyardException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CONFLICT));
    }

    @Test
    void aTypesLimitIsKeptAndFilledUp() {
        set("script", null, 2, false);
        fixtures.hello("w1", worker, 4);
        List<UUID> jobs = submit(Fixtures.ADA, "script", 5, 4);
        assertThat(in(jobs, JobState.ENQUEUED)).hasSize(2);
        endOne(jobs.get(0));
        assertThat(in(jobs, JobState.ENQUEUED)).containsExactly(jobs.get(1), jobs.get(2));
        set("script", null, null, false);
        assertThat(in(jobs, JobState.ENQUEUED)).hasSize(4);
    }

    @Test
    void aTenantsLimitCountsAllItsTypesAndWhatEndsInOneMakesRoomInAnother() {
        fixtures.hello("w1", worker, 4);
        core.bean(Database.class).update("insert into work_type (type, first_seen) values ('other-type', now())");
        set(null, "default", 1, false);
        UUID script = submit(Fixtures.ADA, "script", 1, 4).get(0);
        UUID other = submit(Fixtures.ADA, "other-type", 1, 4).get(0);
        UUID bobs = submit(Fixtures.BOB, "script", 1, 4).get(0);
        assertThat(fixtures.job(script).getState()).isEqualTo(JobState.ENQUEUED);
        assertThat(fixtures.job(other).getReason()).isEqualTo("LIMITED");
        assertThat(fixtures.job(bobs).getState()).isEqualTo(JobState.ENQUEUED);
        endOne(script);
        assertThat(fixtures.job(other).getState()).isEqualTo(JobState.ENQUEUED);
    }

    @Test
    void whatIsHeldWaitsUntilItIsReleased() {
        fixtures.hello("w1", worker, 4);
        set(null, "default", null, true);
        UUID held = submit(Fixtures.ADA, "script", 1, 4).get(0);
        UUID bobs = submit(Fixtures.BOB, "script", 1, 4).get(0);
        assertThat(fixtures.job(held).getReason()).isEqualTo("HELD");
        assertThat(fixtures.job(bobs).getState()).isEqualTo(JobState.ENQUEUED);
        set(null, "default", null, false);
        assertThat(fixtures.job(held).getState()).isEqualTo(JobState.ENQUEUED);
    }

    @Test
    void operatorsOfATenantSetItsLimitsOnly() {
        ManageLimits limits = core.bean(ManageLimits.class);
        core.inTransaction(() -> limits.set(Fixtures.BOB, new LimitChange("script", "other", null, 1, null)));
        assertThatThrownBy(() -> core.inTransaction(
                        () -> limits.set(Fixtures.BOB, new LimitChange("script", null, null, 1, null))))
                .isInstanceOfSatisfying(
                        JobyardException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.FORBIDDEN));
        assertThat(limits.list(Fixtures.OLGA)).hasSize(1);
    }

    @Test
    void noLimitIsExceededByTwoNodesThatReleaseAtOnce() throws InterruptedException {
        set("script", null, 3, false);
        List<UUID> jobs = submit(Fixtures.ADA, "script", 30, 4);
        fixtures.hello("w1", worker, 20);
        core.inTransaction(() -> core.bean(Database.class)
                .update("update job set state = 'WAITING', reason = 'LIMITED', due_at = null"));
        List<Thread> nodes = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            TestCore node = core.anotherNode();
            nodes.add(new Thread(() -> node.bean(ReleaseWaiting.class).release("script")));
        }
        nodes.forEach(Thread::start);
        for (Thread node : nodes) {
            node.join();
        }
        assertThat(in(jobs, JobState.ENQUEUED)).hasSize(3);
    }
}
