package org.jobyard.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jobyard.control.CancelJob;
import org.jobyard.job.JobState;
import org.jobyard.job.SameName;
import org.jobyard.job.Terms;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.submission.JobRequest;
import org.jobyard.testing.Fixtures;
import org.jobyard.testing.TestCore;
import org.junit.jupiter.api.Test;

/** A job that rejects is refused while another has its name, and nothing else is. */
class RejectSameNameTest extends SameNameFixture {
    @Test
    void oneThatRejectsIsRefusedWhileAnotherHasTheName() {
        fixtures.hello("w1", worker, 2);
        for (SameName first : SameName.values()) {
            String name = "nightly " + first;
            Registered there = submit(name, first);
            Registered refused = submit(name, SameName.REJECT);
            assertThat(refused.kind()).isEqualTo(Registered.Kind.NAME_TAKEN);
            assertThat(refused.id()).isEqualTo(there.id());
            end(there, Outcome.FAILED);
            assertThat(submit(name, SameName.REJECT).kind()).isEqualTo(Registered.Kind.NEW);
        }
    }

    @Test
    void oneThatRejectsKeepsItsNameFromTheSubmissionOn() {
        Registered later = fixtures.register(
                        named("later", SameName.REJECT, TestCore.START.plus(Duration.ofHours(1)), null))
                .get(0);
        assertThat(later.state()).isEqualTo(JobState.SCHEDULED);
        assertThat(submit("later", SameName.REJECT).kind()).isEqualTo(Registered.Kind.NAME_TAKEN);
    }

    @Test
    void aRefusedOneSpoilsNothingForTheOthersOfItsTransaction() {
        List<Registered> together = fixtures.register(
                named("a", SameName.REJECT),
                named("a", SameName.REJECT),
                named("b", SameName.ALLOW),
                named("b", SameName.REJECT),
                named("a", SameName.QUEUE));
        assertThat(together)
                .extracting(Registered::kind)
                .containsExactly(
                        Registered.Kind.NEW,
                        Registered.Kind.NAME_TAKEN,
                        Registered.Kind.NEW,
                        Registered.Kind.NAME_TAKEN,
                        Registered.Kind.NEW);
        assertThat(together.get(1).id()).isEqualTo(together.get(0).id());
        assertThat(together.get(3).id()).isEqualTo(together.get(2).id());
        assertThat(together.get(4).reason()).isEqualTo("NAME_TAKEN");
    }

    @Test
    void aRepetitionIsTheSameJobAndNotInItsOwnWay() {
        JobRequest request = JobRequest.of("script")
                .id(UUID.randomUUID())
                .name("once")
                .terms(new Terms(SameName.REJECT))
                .build();
        assertThat(fixtures.register(request, request))
                .extracting(Registered::kind)
                .containsExactly(Registered.Kind.NEW, Registered.Kind.REPLAYED);
        assertThat(fixtures.register(request).get(0).kind()).isEqualTo(Registered.Kind.REPLAYED);
    }

    @Test
    void theKeyOfARefusedOneMayBeUsedAgain() {
        Registered first = submit("keyed", SameName.REJECT);
        JobRequest keyed = named("keyed", SameName.REJECT, null, "key");
        assertThat(fixtures.register(keyed, keyed))
                .extracting(Registered::kind)
                .containsOnly(Registered.Kind.NAME_TAKEN);
        core.inTransaction(() -> core.bean(CancelJob.class).cancel(Fixtures.ADA, first.id()));
        assertThat(fixtures.register(keyed).get(0).kind()).isEqualTo(Registered.Kind.NEW);
        assertThat(fixtures.register(keyed).get(0).kind()).isEqualTo(Registered.Kind.REPLAYED);
    }
}
