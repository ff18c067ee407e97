package org.jobyard.races;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.jobyard.control.CancelJob;
import org.jobyard.control.CancelOutcome;
import org.jobyard.dispatch.ReleaseWaiting;
import org.jobyard.job.JobEvent;
import org.jobyard.job.JobState;
import org.jobyard.messaging.Incoming;
import org.jobyard.persistence.Database;
import org.jobyard.schedule.ExpireWorkers;
import org.jobyard.schedule.HandleDueJobs;
import org.jobyard.sdk.message.Headers;
import org.jobyard.status.ApplyEvents;
import org.jobyard.testing.Fixtures;
import org.jobyard.testing.TestCore;

/** What takes part in races, each in the transaction of its caller. Base of the tests of each theme. */
abstract class RaceFixture {
    static final String WORKER = "w1";

    final TestCore core = new TestCore();
    final Fixtures fixtures = new Fixtures(core);
    final Race race = new Race(core);
    final UUID instance = UUID.randomUUID();

    static int apply(TestCore node, Incoming... events) {
        return node.bean(ApplyEvents.class).apply(List.of(events)).size();
    }

    static CancelOutcome cancel(TestCore node, UUID job) {
        return node.bean(CancelJob.class).cancel(Fixtures.ADA, job);
    }

    static int release(TestCore node) {
        return node.joining(new ReleaseWaiting(), ReleaseWaiting.class)
                .release("script")
                .jobs();
    }

    static boolean doWhatIsDue(TestCore node) {
        return node.joining(new HandleDueJobs(), HandleDueJobs.class).handle(java.util.Map.of());
    }

    static boolean expireWorkers(TestCore node) {
        node.bean(ExpireWorkers.class).expire();
        return true;
    }

    final JobState state(UUID job) {
        return fixtures.job(job).getState();
    }

    /** A job that its worker runs. */
    final UUID running() {
        fixtures.hello(WORKER, instance, 2);
        UUID job = fixtures.registerScript();
        core.settle();
        fixtures.apply(fixtures.started(job, WORKER, instance));
        core.takeSent();
        return job;
    }

    /** What happened to a job, in its order. */
    final List<JobEvent> history(UUID job) {
        return core.bean(Database.class)
                .list(
                        "select event from job_event where job_id = ? order by seq",
                        row -> row.constant("event", JobEvent.class),
                        job);
    }

    /** How often it ended, and that it stays at one. */
    final void assertOneEnd(UUID job, JobState as) {
        assertThat(state(job)).isEqualTo(as);
        assertThat(core.bean(Database.class)
                        .list(
                                "select state from job_event where job_id = ? and state in"
                                        + " ('SUCCEEDED', 'FAILED', 'CANCELLED', 'TIMED_OUT')",
                                row -> row.text("state"),
                                job))
                .containsExactly(as.name());
    }

    /** What both told workers since this was last asked, the first's commands before the second's. */
    final List<String> commands() {
        return said(Headers.COMMAND);
    }

    /** What both told submitters, and nobody else. */
    final List<String> told() {
        return said(Headers.EVENT);
    }

    private List<String> said(String header) {
        var sent = new java.util.ArrayList<>(race.first.takeSent());
        sent.addAll(race.second.takeSent());
        return Fixtures.said(sent, header);
    }

    final long counted(String counter) {
        return core.bean(Database.class)
                .first("select value from counter where name = ?", row -> row.number("value"), counter)
                .orElse(0L);
    }
}
