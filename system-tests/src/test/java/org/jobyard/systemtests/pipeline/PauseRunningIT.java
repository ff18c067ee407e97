package org.jobyard.systemtests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.jobyard.systemtests.ApiClient;
import org.jobyard.systemtests.JobyardExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A script that is paused while it runs. */
@ExtendWith(JobyardExtension.class)
class PauseRunningIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private final ApiClient api;

    PauseRunningIT(ApiClient api) {
        this.api = api;
    }

    private UUID ticking() {
        // The one who ticks is a child: the whole session is held.
        UUID id = api.submitScript(
                "ticking", "(while :; do date +%%s%%N > '%s'; sleep 0.05; done) & wait".formatted(ticks()));
        await().atMost(SOON).until(() -> Files.exists(ticks()));
        return id;
    }

    private Path ticks() {
        return folder.resolve("ticks");
    }

    private String tick() throws IOException {
        return Files.readString(ticks());
    }

    private void post(UUID id, String action) {
        var answer = api.send(api.request("/jobs/" + id + "/" + action).POST(BodyPublishers.noBody()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private void ticksOn() throws IOException {
        String before = tick();
        await().atMost(SOON).until(() -> !tick().equals(before));
    }

    @Test
    void itStandsStillAndGoesOn() throws IOException {
        UUID id = ticking();
        assertThat(api.job(id).path("canPause").asBoolean()).isTrue();
        post(id, "pause");
        assertThat(ApiClient.state(api.job(id))).isEqualTo("PAUSED");
        awaitStill();
        post(id, "resume");
        assertThat(ApiClient.state(api.job(id))).isEqualTo("RUNNING");
        ticksOn();
        api.cancel(id);
        assertThat(ApiClient.state(api.awaitEnd(id))).isEqualTo("CANCELLED");
    }

    @Test
    void oneThatStandsStillIsCancelled() throws IOException {
        UUID id = ticking();
        post(id, "pause");
        awaitStill();
        assertThat(api.cancel(id).statusCode()).isEqualTo(202);
        assertThat(ApiClient.state(api.awaitEnd(id))).isEqualTo("CANCELLED");
        awaitStill();
    }

    /** Nothing ticks for so long. */
    private void awaitStill() {
        String[] last = new String[1];
        long[] since = new long[1];
        await().atMost(SOON).pollInterval(Duration.ofMillis(50)).until(() -> {
            String now = tick();
            if (!now.equals(last[0])) {
                last[0] = now;
                since[0] = System.nanoTime();
            }
            return System.nanoTime() - since[0] > Duration.ofMillis(500).toNanos();
        });
    }
}
