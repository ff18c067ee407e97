package org.jobyard.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.jobyard.job.JobState;
import org.jobyard.job.SameName;
import org.jobyard.job.Terms;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.submission.JobRequest;
import org.jobyard.testing.Fixtures;
import org.jobyard.testing.TestCore;

/** Jobs of one name and what becomes of them. Base of the tests of each theme. */
abstract class SameNameFixture {
    final TestCore core = new TestCore();
    final Fixtures fixtures = new Fixtures(core);
    final UUID worker = UUID.randomUUID();

    static JobRequest named(String name, SameName policy) {
        return named(name, policy, null, null);
    }

    static JobRequest named(String name, SameName policy, Instant startAt, String key) {
        return JobRequest.of("script")
                .name(name)
                .startAt(startAt)
                .idempotencyKey(key)
                .terms(new Terms(policy))
                .build();
    }

    final Registered submit(String name, SameName policy) {
        Registered registered = fixtures.register(named(name, policy)).get(0);
        core.settle();
        return registered;
    }

    final JobState state(Registered job) {
        return fixtures.job(job.id()).getState();
    }

    final void end(Registered job, Outcome outcome) {
        fixtures.apply(fixtures.started(job.id(), "w1", worker));
        fixtures.apply(fixtures.ended(job.id(), "w1", worker, outcome, 0));
        core.settle();
    }

    final void assertNextInLine(Registered job) {
        assertThat(fixtures.job(job.id()).getReason()).isEqualTo("NAME_TAKEN");
    }
}
