package org.jobyard.sdk.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jobyard.sdk.message.CommandKind;
import org.jobyard.sdk.message.EventKind;
import org.jobyard.sdk.message.Headers;
import org.jobyard.sdk.message.Json;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.sdk.message.WorkerHello;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs that are held. */
class WorkerPauseTest extends RunningWorker {
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);

    @BeforeEach
    void begin() throws Exception {
        start(1, StartPolicy.AFTER_ACCEPTED, new JobHandler() {
            @Override
            public Completion handle(JobRun run) throws Exception {
                run.pausable(new Pausable() {
                    @Override
                    public void pause() {
                        calls.add("pause");
                    }

                    @Override
                    public void resume() {
                        calls.add("resume");
                    }
                });
                calls.add("runs");
                end.await();
                return Completion.succeeded(null);
            }

            @Override
            public boolean canPause() {
                return true;
            }
        });
    }

    private UUID dispatch(Map<String, Object> headers) {
        UUID id = server.dispatch(TYPE, "{}", headers);
        await().atMost(SOON).until(() -> calls.contains("runs"));
        return id;
    }

    private void tell(CommandKind kind, UUID id, EventKind answer) {
        server.command(name, kind, id, Map.of());
        await().atMost(SOON).until(() -> {
            List<EventKind> kinds = server.kinds(id);
            return kinds.get(kinds.size() - 1) == answer;
        });
    }

    @Test
    void aRunIsHeldAndGoesOnAndSaysSo() throws Exception {
        UUID id = dispatch(Map.of());
        tell(CommandKind.PAUSE, id, EventKind.PAUSED);
        server.command(name, CommandKind.PAUSE, id, Map.of());
        helloRoundTrip();
        tell(CommandKind.CONTINUE, id, EventKind.CONTINUED);
        end.countDown();
        assertThat(server.result(id).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(calls).containsExactly("runs", "pause", "resume");
        WorkerHello hello = Json.read(server.events(EventKind.HELLO).get(0).body(), WorkerHello.class);
        assertThat(hello.pausable()).isNotNull();
    }

    @Test
    void theTimeLimitStandsStillMeanwhile() {
        UUID id = dispatch(Map.of(Headers.TIMEOUT_MS, 1500L));
        tell(CommandKind.PAUSE, id, EventKind.PAUSED);
        await().during(Duration.ofSeconds(2))
                .atMost(SOON)
                .until(() -> server.results(id).isEmpty());
        tell(CommandKind.CONTINUE, id, EventKind.CONTINUED);
        assertThat(server.result(id).outcome()).isEqualTo(Outcome.TIMED_OUT);
    }

    @Test
    void whatIsHeldGoesOnWhenItIsCancelled() {
        UUID id = dispatch(Map.of());
        tell(CommandKind.PAUSE, id, EventKind.PAUSED);
        server.command(name, CommandKind.CANCEL, id, Map.of());
        assertThat(server.result(id).outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(calls).containsExactly("runs", "pause", "resume");
    }
}
