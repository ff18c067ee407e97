package org.jobyard.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jobyard.control.LimitChange;
import org.jobyard.control.ManageLimits;
import org.jobyard.job.JobState;
import org.jobyard.persistence.Database;
import org.jobyard.query.JobQueries;
import org.jobyard.registration.RegisterJobs;
import org.jobyard.registration.Registered;
import org.jobyard.sdk.message.Headers;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.security.Caller;
import org.jobyard.submission.JobRequest;
import org.jobyard.submission.SubmissionRules;
import org.jobyard.testing.Fixtures;
import org.jobyard.testing.TestCore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Limits and holds of destinations. */
class DestinationLimitsTest {
    private static final String TYPE = "query";
    private final TestCore core = new TestCore();
    private final Fixtures fixtures = new Fixtures(core);
    private final UUID worker = UUID.randomUUID();

    /** The window is of 8 jobs; the least. */
    @BeforeEach
    void workersOfTheTypeAreKnown() {
        Database database = core.bean(Database.class);
        database.update("insert into tenant (id, created_at) values ('other', now()) on conflict do nothing");
        database.update("insert into work_type (type, first_seen) values (?, now()), ('load', now())", TYPE);
    }

    private List<UUID> submit(String destination, int number) {
        return submit(Fixtures.ADA, TYPE, destination, number, 4);
    }

    private List<UUID> submit(Caller caller, String type, String destination, int number, int priority) {
        SubmissionRules rules = core.bean(SubmissionRules.class);
        JobRequest request =
                JobRequest.of(type).destination(destination).priority(priority).build();
        List<UUID> ids = core.inTransaction(() -> core
                .bean(RegisterJobs.class)
                .register(IntStream.range(0, number)
                        .mapToObj(i -> rules.check(caller, request))
                        .toList())
                .stream()
                .map(Registered::id)
                .toList());
        core.settle();
        return ids;
    }

    private List<UUID> enqueued(List<UUID> jobs) {
        return jobs.stream()
                .filter(job -> fixtures.job(job).getState() == JobState.ENQUEUED)
                .toList();
    }

    private String reason(UUID job) {
        return core.bean(JobQueries.class)
                .find(Fixtures.ADA, job)
                .orElseThrow()
                .summary()
                .reason();
    }

    private String why(UUID job) {
        return core.bean(JobQueries.class).find(Fixtures.ADA, job).orElseThrow().waitingBecause();
    }

    private void end(UUID job) {
        fixtures.apply(fixtures.started(job, "w1", worker));
        fixtures.apply(fixtures.ended(job, "w1", worker, Outcome.SUCCEEDED, 0));
        core.settle();
    }

    private void set(String type, String tenant, String destination, Integer most, boolean held) {
        core.inTransaction(() -> core.bean(ManageLimits.class)
                .set(Fixtures.OLGA, new LimitChange(type, tenant, destination, most, held)));
        core.settle();
    }

    @Test
    void aFullDestinationHoldsBackNobodyBehindItInTheLine() {
        set(null, null, "cluster1", 2, false);
        List<UUID> full = submit(Fixtures.ADA, TYPE, "cluster1", 50, 9);
        assertThat(enqueued(full)).containsExactlyElementsOf(full.subList(0, 2));
        List<UUID> others = submit("cluster2", 2);
        List<UUID> nowhere = submit(null, 2);
        assertThat(enqueued(others)).isEqualTo(others);
        assertThat(enqueued(nowhere)).isEqualTo(nowhere);
        assertThat(reason(full.get(2))).isEqualTo("LIMITED");

        end(full.get(0));

        assertThat(enqueued(full)).containsExactly(full.get(1), full.get(2));
    }

    @Test
    void oneBehindAFullDestinationIsToldOfTheWindowOnly() {
        set(TYPE, null, "cluster1", 1, false);
        List<UUID> full = submit(Fixtures.ADA, TYPE, "cluster1", 20, 9);
        List<UUID> others = submit("cluster2", 9);
        assertThat(enqueued(others)).hasSize(7);
        assertThat(why(full.get(3)))
                .startsWith("Jobs of type query at the destination cluster1 are limited to 1 at once, and 1 are")
                .contains("2 jobs are before it");
        assertThat(why(others.get(8))).startsWith("No worker").contains("1 job is before it");
    }

    @Test
    void aDestinationIsCountedOverAllTypesAndTenants() {
        set(null, null, "db", 2, false);
        UUID first = submit("db", 1).get(0);
        UUID load = submit(Fixtures.ADA, "load", "db", 1, 4).get(0);
        UUID bobs = submit(Fixtures.BOB, TYPE, "db", 1, 4).get(0);
        assertThat(enqueued(List.of(first, load, bobs))).containsExactly(first, load);
        end(load);
        assertThat(fixtures.job(bobs).getState()).isEqualTo(JobState.ENQUEUED);
        assertThat(core.bean(ManageLimits.class).list(Fixtures.OLGA))
                .singleElement()
                .satisfies(limit -> assertThat(limit.active()).isEqualTo(2));
    }

    @Test
    void allThreeTogetherAreLimitedAndNothingElse() {
        set(TYPE, "other", "db", 1, false);
        List<UUID> bobs = submit(Fixtures.BOB, TYPE, "db", 3, 4);
        List<UUID> adas = submit("db", 2);
        List<UUID> elsewhere = submit(Fixtures.BOB, TYPE, "files", 2, 4);
        assertThat(enqueued(bobs)).containsExactly(bobs.get(0));
        assertThat(enqueued(adas)).isEqualTo(adas);
        assertThat(enqueued(elsewhere)).isEqualTo(elsewhere);
    }

    @Test
    void theLimitsOfATypeAndOfATenantCountBesideThatOfADestination() {
        set(TYPE, null, null, 5, false);
        set(null, "other", null, 2, false);
        set(null, null, "db", 3, false);
        List<UUID> bobs = submit(Fixtures.BOB, TYPE, "db", 4, 9);
        List<UUID> adas = submit("db", 4);
        List<UUID> more = submit(null, 4);
        assertThat(enqueued(bobs)).hasSize(2);
        assertThat(enqueued(adas)).hasSize(1);
        assertThat(enqueued(more)).hasSize(2);
    }

    @Test
    void aHeldDestinationWaitsUntilItIsReleased() {
        set(null, null, "db", null, true);
        List<UUID> held = submit("db", 2);
        assertThat(enqueued(submit("files", 1))).hasSize(1);
        assertThat(reason(held.get(0))).isEqualTo("HELD");
        assertThat(why(held.get(0))).startsWith("Jobs of all types at the destination db are held by olga");
        set(null, null, "db", null, false);
        assertThat(enqueued(held)).isEqualTo(held);
    }

    @Test
    void aWorkerIsToldWhereTheWorkTakesPlace() {
        UUID id = submit("db", 1).get(0);
        assertThat(core.takeSent().stream()
                        .filter(message -> id.toString()
                                .equals(String.valueOf(message.headers().get(Headers.JOB))))
                        .map(message -> message.headers().get(Headers.DESTINATION)))
                .containsExactly("db");
    }

    @Test
    void twoNodesThatReleaseAtOnceFillALimitAndExceedNone() throws InterruptedException {
        set(null, null, "cluster1", 3, false);
        set(TYPE, null, "cluster2", 2, false);
        List<UUID> first = submit("cluster1", 20);
        List<UUID> second = submit("cluster2", 20);
        List<UUID> load = submit(Fixtures.ADA, "load", "cluster1", 20, 4);
        core.inTransaction(() -> core.bean(Database.class)
                .update("update job set state = 'WAITING', reason = 'LIMITED', due_at = null"));
        List<Thread> nodes = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            TestCore node = core.anotherNode();
            String type = i % 2 == 0 ? TYPE : "load";
            nodes.add(new Thread(() -> node.bean(ReleaseWaiting.class).release(type)));
        }
        nodes.forEach(Thread::start);
        for (Thread node : nodes) {
            node.join();
        }
        assertThat(enqueued(first).size() + enqueued(load).size()).isEqualTo(3);
        assertThat(enqueued(second)).hasSize(2);
    }
}
