package org.jobyard.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jobyard.control.CancelJob;
import org.jobyard.job.Job;
import org.jobyard.job.SameName;
import org.jobyard.job.Terms;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.JobyardException;
import org.jobyard.platform.NameTakenException;
import org.jobyard.query.JobQueries;
import org.jobyard.sdk.message.Headers;
import org.jobyard.security.AccessPath;
import org.jobyard.security.Caller;
import org.jobyard.security.Role;
import org.jobyard.testing.Fixtures;
import org.jobyard.testing.TestCore;
import org.junit.jupiter.api.Test;

/** Jobs that are run again. */
class RerunJobTest {
    private static final Caller BOB =
            new Caller(UUID.randomUUID(), "bob", Caller.DEFAULT_TENANT, Role.ENGINEER, AccessPath.TOKEN);

    private final TestCore core = WithoutServer.serve(new TestCore());
    private final Fixtures fixtures = new Fixtures(core);

    private static Submitted rerun(TestCore node, Caller caller, UUID id, String key) {
        return node.bean(RerunJob.class).rerun(caller, id, key, null);
    }

    private UUID ended(SameName policy) {
        UUID id = fixtures.register(JobRequest.of("script")
                        .name("again")
                        .priority(7)
                        .reference("R1")
                        .replyTo(Fixtures.ADAS_QUEUE)
                        .terms(new Terms(policy))
                        .build())
                .get(0)
                .id();
        core.settle();
        core.inTransaction(() -> core.bean(CancelJob.class).cancel(Fixtures.ADA, id));
        return id;
    }

    @Test
    void theNewJobIsTheCallersAndTellsNobodyElse() {
        UUID first = ended(SameName.ALLOW);
        core.takeSent();
        Job second = fixtures.job(rerun(core, BOB, first, null).id());
        assertThat(second.spec().owner()).isEqualTo("bob");
        assertThat(second.spec().priority()).isEqualTo(7);
        assertThat(second.spec().reference()).isEqualTo("R1");
        assertThat(second.spec().replyTo()).isNull();
        assertThat(second.getRerunOf()).isEqualTo(first);
        assertThat(Fixtures.said(core.takeSent(), Headers.EVENT)).isEmpty();
        assertThat(core.bean(JobQueries.class).find(BOB, first).orElseThrow().reruns())
                .containsExactly(second.getId());
    }

    @Test
    void itsNameIsAskedForAnew() {
        UUID first = ended(SameName.REJECT);
        UUID second = rerun(core, BOB, first, null).id();
        assertThatThrownBy(() -> rerun(core, BOB, first, null))
                .isInstanceOf(NameTakenException.class)
                .satisfies(refused ->
                        assertThat(((NameTakenException) refused).job()).isEqualTo(second));
    }

    @Test
    void rerunTwiceAtOnceWithOneKeyIsOneJob() {
        UUID first = ended(SameName.ALLOW);
        List<CompletableFuture<Submitted>> both = IntStream.range(0, 2)
                .mapToObj(i -> WithoutServer.serve(core.anotherNode()))
                .map(node -> CompletableFuture.supplyAsync(() -> rerun(node, BOB, first, "one key")))
                .toList();
        assertThat(both.stream().map(CompletableFuture::join).map(Submitted::id).distinct())
                .hasSize(1);
        assertThat(both.stream().map(CompletableFuture::join).map(Submitted::replayed))
                .containsExactlyInAnyOrder(true, false);
        assertThat(core.bean(JobQueries.class).find(BOB, first).orElseThrow().reruns())
                .hasSize(1);
    }

    @Test
    void anotherTenantsJobIsNotThere() {
        UUID first = ended(SameName.ALLOW);
        Caller stranger = new Caller(UUID.randomUUID(), "eve", "other", Role.ADMIN, AccessPath.TOKEN);
        assertThatThrownBy(() -> rerun(core, stranger, first, null))
                .isInstanceOf(JobyardException.class)
                .satisfies(refused ->
                        assertThat(((JobyardException) refused).code()).isEqualTo(ErrorCode.NOT_FOUND));
    }
}
