package org.jobyard.systemtests.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jobyard.systemtests.ApiClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** SIGTERM to a server beside another: it takes nothing new, finishes what it has, and ends; nothing is lost or done twice. */
@Tag("crash")
@Tag("long")
class NodeDrainIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int SIGTERM_STATUS = 128 + 15;
    private static final int JOBS = 150;

    private final CrashSite site;

    NodeDrainIT() throws IOException {
        site = CrashSite.running();
    }

    private static HttpResponse<String> submit(MicroServer server, String name) {
        ApiClient api = server.api();
        return api.send(api.submission(ApiClient.script(name, "true"), null));
    }

    @Test
    void whatIsUnderWayIsFinishedWhileWorkIsRefused() throws Exception {
        try (MicroServer leaving = site.server("leaving")) {
            leaving.start();
            leaving.holdAt("DECIDED");
            CompletableFuture<HttpResponse<String>> underWay =
                    CompletableFuture.supplyAsync(() -> submit(leaving, "under way"));
            leaving.awaitHeld();

            leaving.terminate();

            HttpResponse<String> refused =
                    await().atMost(SOON).until(() -> submit(leaving, "refused"), a -> a.statusCode() == 503);
            assertThat(ApiClient.read(refused).path("code").asText()).isEqualTo("UNAVAILABLE");
            assertThat(refused.headers().firstValueAsLong("Retry-After")).hasValue(5);
            HttpRequest.Builder ready = HttpRequest.newBuilder(
                    leaving.api().request("/").build().uri().resolve("/health/ready"));
            assertThat(leaving.api().send(ready).statusCode()).isEqualTo(503);
            assertThat(leaving.isAlive()).isTrue();
            assertThat(underWay).isNotDone();

            leaving.release();
            HttpResponse<String> answer = underWay.get();
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            assertThat(leaving.awaitEnd()).isEqualTo(SIGTERM_STATUS);
            assertThat(leaving.written())
                    .contains("Draining")
                    .contains("Drained")
                    .doesNotContain("Drained, but");
            UUID id = UUID.fromString(ApiClient.read(answer).path("id").asText());
            assertThat(ApiClient.state(site.server().api().awaitEnd(id))).isEqualTo("SUCCEEDED");
        }
    }

    @Test
    void nothingIsLostOrDoneTwiceUnderLoad() throws Exception {
        try (MicroServer leaving = site.server("leaving-busy")) {
            leaving.start();
            RestSubmitter stays = new RestSubmitter(site.server().api());
            RestSubmitter leaves = new RestSubmitter(leaving.api());
            try (Ledger ledger = new Ledger(
                    (job, key) -> firstOf(leaves.submitOrNothing(job, key), () -> stays.submit(job, key)),
                    site.executions("drained"),
                    JOBS,
                    JOBS / 3)) {
                ledger.begin();
                ledger.awaitUnderWay();
                leaving.terminate();
                assertThat(leaving.awaitEnd()).isEqualTo(SIGTERM_STATUS);
                Verdict verdict =
                        Verdict.of(site.server().api(), site.services().postgres()::connect, ledger, System.nanoTime());
                assertThat(verdict.accepted()).isEqualTo(JOBS);
                assertThat(verdict.doubled()).as("scripts that ran twice").isZero();
                assertThat(verdict.attempts()).as("executions that were lost").isZero();
            }
        }
    }

    /** Submits at another node. */
    private interface Other {
        Optional<UUID> submit() throws IOException;
    }

    private static Optional<UUID> firstOf(Optional<UUID> id, Other other) throws IOException {
        return id.isPresent() ? id : other.submit();
    }
}
