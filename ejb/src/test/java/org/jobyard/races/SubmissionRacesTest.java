package org.jobyard.races;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jobyard.dispatch.HandOverName;
import org.jobyard.dispatch.JobName;
import org.jobyard.job.JobState;
import org.jobyard.job.SameName;
import org.jobyard.job.Terms;
import org.jobyard.registration.RegisterJobs;
import org.jobyard.registration.Registered;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.submission.JobRequest;
import org.jobyard.submission.SubmissionRules;
import org.jobyard.testing.Fixtures;
import org.jobyard.testing.TestCore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same job twice at the same time, and a name that goes from one to the next while others ask for it. */
class SubmissionRacesTest extends RaceFixture {
    private static JobRequest request(UUID id, String key, SameName policy) {
        return JobRequest.of("script")
                .id(id)
                .name("n")
                .idempotencyKey(key)
                .terms(new Terms(policy))
                .build();
    }

    private static Registered register(TestCore node, JobRequest request) {
        return node.bean(RegisterJobs.class)
                .register(List.of(node.bean(SubmissionRules.class).check(Fixtures.ADA, request)))
                .get(0);
    }

    private JobRequest again(boolean byKey) {
        return request(byKey ? null : UUID.randomUUID(), byKey ? "key" : null, SameName.ALLOW);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void duplicateSubmission(boolean byKey) {
        JobRequest request = again(byKey);
        var second = race.run(() -> register(race.first, request), () -> register(race.second, request));
        assertThat(second.waited()).isTrue();
        assertThat(second.result().kind()).isEqualTo(Registered.Kind.REPLAYED);
        assertThat(jobs()).containsExactly(second.result().id());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void duplicateSubmissionOfWhichTheFirstComesToNothing(boolean byKey) {
        JobRequest request = again(byKey);
        var second = race.runUndone(() -> register(race.first, request), () -> register(race.second, request));
        assertThat(second.waited()).isTrue();
        assertThat(second.result().kind()).isEqualTo(Registered.Kind.NEW);
        assertThat(jobs()).containsExactly(second.result().id());
    }

    private List<UUID> jobs() {
        return core.bean(org.jobyard.persistence.Database.class).list("select id from job", row -> row.uuid("id"));
    }

    /** The first of the name has ended, one waits for it. */
    private UUID aboutToGetItsName() {
        fixtures.hello(WORKER, instance, 8);
        UUID before =
                fixtures.register(request(null, null, SameName.QUEUE)).get(0).id();
        core.settle();
        UUID next =
                fixtures.register(request(null, null, SameName.QUEUE)).get(0).id();
        core.settle();
        fixtures.apply(fixtures.started(before, WORKER, instance));
        fixtures.apply(fixtures.ended(before, WORKER, instance, Outcome.SUCCEEDED, 0));
        assertThat(fixtures.job(next).getReason()).isEqualTo("NAME_TAKEN");
        return next;
    }

    private static boolean handOver(TestCore node) {
        node.joining(new HandOverName(), HandOverName.class).handOver(new JobName("default", "n"));
        return true;
    }

    @ParameterizedTest
    @EnumSource(
            value = SameName.class,
            names = {"REJECT", "QUEUE"})
    void nameHandedOverWhileANewOneArrives(SameName policy) {
        UUID next = aboutToGetItsName();
        Supplier<Registered> arrives = () -> register(race.second, request(null, null, policy));
        var arrived = race.run(() -> handOver(race.first), arrives);
        race.settle();
        assertThat(arrived.waited()).isTrue();
        assertNamed(next, arrived.result(), policy);
    }

    @ParameterizedTest
    @EnumSource(
            value = SameName.class,
            names = {"REJECT", "QUEUE"})
    void aNewOneArrivesWhileTheNameIsHandedOver(SameName policy) {
        UUID next = aboutToGetItsName();
        Registered[] arrived = new Registered[1];
        var handedOver = race.run(
                () -> arrived[0] = register(race.first, request(null, null, policy)), () -> handOver(race.second));
        race.settle();
        assertThat(handedOver.waited()).isTrue();
        assertNamed(next, arrived[0], policy);
    }

    /** Who waited has the name; who came is refused, or the next. */
    private void assertNamed(UUID next, Registered arrived, SameName policy) {
        assertThat(state(next)).isEqualTo(JobState.ENQUEUED);
        if (policy == SameName.REJECT) {
            assertThat(arrived.kind()).isEqualTo(Registered.Kind.NAME_TAKEN);
            assertThat(arrived.id()).isEqualTo(next);
            return;
        }
        assertThat(fixtures.job(arrived.id()).getReason()).isEqualTo("NAME_TAKEN");
        fixtures.apply(fixtures.started(next, WORKER, instance));
        fixtures.apply(fixtures.ended(next, WORKER, instance, Outcome.SUCCEEDED, 0));
        core.settle();
        assertThat(state(arrived.id())).isEqualTo(JobState.ENQUEUED);
    }

    /** The end of who has the name, and one that comes and would queue behind it: neither sees the other. */
    @Test
    void nameFreedWhileANewOneArrives() {
        fixtures.hello(WORKER, instance, 8);
        UUID before =
                fixtures.register(request(null, null, SameName.QUEUE)).get(0).id();
        core.settle();
        fixtures.apply(fixtures.started(before, WORKER, instance));
        var ended = fixtures.ended(before, WORKER, instance, Outcome.SUCCEEDED, 0);
        var arrived = race.run(
                () -> apply(race.first, ended), () -> register(race.second, request(null, null, SameName.QUEUE)));
        assertThat(arrived.result().reason()).isEqualTo("NAME_TAKEN");
        race.settle();
        assertThat(state(arrived.result().id())).isEqualTo(JobState.ENQUEUED);
    }
}
