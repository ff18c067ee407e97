package org.jobyard.sdk.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jobyard.sdk.message.CommandKind;
import org.jobyard.sdk.message.EventKind;
import org.jobyard.sdk.message.Headers;
import org.jobyard.sdk.message.Json;
import org.jobyard.sdk.message.Queues;
import org.jobyard.sdk.message.WorkerHello;
import org.junit.jupiter.api.Test;

/** How a worker comes and goes. */
class WorkerLifeTest extends RunningWorker {
    @Test
    void itSaysHelloAndGoodbye() throws Exception {
        start(3, StartPolicy.AFTER_ACCEPTED, run -> Completion.succeeded(null));
        await().atMost(SOON).until(() -> hellos(EventKind.HELLO) >= 1);
        long first = hellos(EventKind.HELLO);
        server.command(name, CommandKind.HELLO, UUID.randomUUID(), Map.of());
        await().atMost(SOON).until(() -> hellos(EventKind.HELLO) > first);
        worker.close();
        await().atMost(SOON).until(() -> hellos(EventKind.BYE) == 1);

        WorkerHello hello = Json.read(
                server.events(EventKind.HELLO).stream()
                        .filter(e -> e.header(Headers.WORKER).equals(name))
                        .findFirst()
                        .orElseThrow()
                        .body(),
                WorkerHello.class);
        assertThat(hello.types()).containsExactly(TYPE);
        assertThat(hello.capacity()).isEqualTo(3);
        assertThat(hello.leaseSeconds()).isEqualTo(30);
    }

    @Test
    void aStopLetsWorkFinishAndLeavesTheRestToOthers() throws Exception {
        Set<UUID> ended = ConcurrentHashMap.newKeySet();
        var begun = new CountDownLatch(2);
        var proceed = new CountDownLatch(1);
        start(3, StartPolicy.AFTER_ACCEPTED, run -> {
            begun.countDown();
            if (run.dispatch().parameters().has("endless")) {
                new CountDownLatch(1).await();
            }
            proceed.await();
            ended.add(run.dispatch().execution());
            return Completion.succeeded(null);
        });
        UUID quick = server.dispatch(TYPE, "{}", Map.of());
        UUID endless = server.dispatch(TYPE, "{\"endless\":true}", Map.of());
        begun.await();
        var stopping = new Thread(() -> worker.stop(Duration.ofSeconds(2)));
        stopping.start();
        await().atMost(SOON).until(() -> server.consumers(Queues.workQueue(TYPE)) == 0);
        UUID waiting = server.dispatch(TYPE, "{}", Map.of());
        proceed.countDown();
        stopping.join();

        await().atMost(SOON).until(() -> hellos(EventKind.BYE) == 1);
        assertThat(server.results(quick)).hasSize(1);
        assertThat(server.results(endless)).isEmpty();
        assertThat(ended).doesNotContain(endless);
        // The one that was waiting ran when the quick one had ended, or is still there for others.
        assertThat(server.results(waiting).size() + server.ready(Queues.workQueue(TYPE)))
                .isEqualTo(1);
    }
}
