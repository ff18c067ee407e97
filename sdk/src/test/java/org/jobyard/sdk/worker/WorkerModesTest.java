package org.jobyard.sdk.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jobyard.sdk.message.CommandKind;
import org.jobyard.sdk.message.EventKind;
import org.jobyard.sdk.message.Headers;
import org.jobyard.sdk.message.Json;
import org.jobyard.sdk.message.MalformedMessageException;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.sdk.message.Queues;
import org.jobyard.sdk.message.WorkerHello;
import org.jobyard.sdk.message.WorkerMode;
import org.junit.jupiter.api.Test;

/** What a worker does with work when it is told to. */
class WorkerModesTest extends RunningWorker {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch proceed = new CountDownLatch(1);

    private Completion work(JobRun run) throws InterruptedException {
        begun.countDown();
        proceed.await();
        return note(run);
    }

    private void tell(WorkerMode mode, UUID instance) {
        server.command(
                name,
                CommandKind.MODE,
                UUID.randomUUID(),
                Map.of(Headers.MODE, mode.name(), Headers.WORKER_INSTANCE, instance.toString()));
    }

    private void tell(WorkerMode mode) {
        tell(mode, worker.instance());
        await().atMost(SOON).until(() -> lastMode() == mode);
    }

    private WorkerMode lastMode() throws MalformedMessageException {
        WorkerMode last = null;
        for (var hello : server.events(EventKind.HELLO)) {
            if (hello.header(Headers.WORKER).equals(name)) {
                last = Json.read(hello.body(), WorkerHello.class).mode();
            }
        }
        return last;
    }

    private boolean hasEnded() throws InterruptedException {
        var waiting = new Thread(() -> {
            try {
                worker.awaitEnd();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        waiting.start();
        waiting.join(TimeUnit.SECONDS.toMillis(SOON.toSeconds()));
        return !waiting.isAlive();
    }

    @Test
    void suspendedItKeepsWhatItRunsAndTakesNothingNewUntilResumed() throws Exception {
        start(2, StartPolicy.AFTER_ACCEPTED, this::work);
        UUID first = server.dispatch(TYPE, "{}", Map.of());
        begun.await();

        tell(WorkerMode.SUSPENDED);
        UUID second = server.dispatch(TYPE, "{}", Map.of());
        proceed.countDown();
        server.result(first);
        helloRoundTrip();
        assertThat(server.events(second)).isEmpty();
        assertThat(server.ready(Queues.workQueue(TYPE))).isEqualTo(1);

        tell(WorkerMode.ACTIVE);
        server.result(second);
        assertThat(runs).containsExactly(first, second);
    }

    @Test
    void aSuspendedWorkerStaysSoAfterAReconnect() throws Exception {
        start(2, StartPolicy.AFTER_ACCEPTED, this::note);
        helloRoundTrip();
        tell(WorkerMode.SUSPENDED);
        long before = hellos(EventKind.HELLO);
        rabbit.restart();
        server.connect();
        await().atMost(SOON).until(() -> hellos(EventKind.HELLO) > before);
        UUID id = server.dispatch(TYPE, "{}", Map.of());
        helloRoundTrip();
        assertThat(lastMode()).isEqualTo(WorkerMode.SUSPENDED);
        assertThat(server.events(id)).isEmpty();
    }

    @Test
    void anOfferThatIsOpenWhileItIsSuspendedKeepsItsPlace() throws Exception {
        server.answering(false);
        start(1, StartPolicy.AFTER_ACCEPTED, this::work);
        UUID open = server.dispatch(TYPE, "{}", Map.of());
        await().atMost(SOON).until(() -> startsOf(open) == 1);
        tell(WorkerMode.SUSPENDED);
        tell(WorkerMode.ACTIVE);

        UUID next = server.dispatch(TYPE, "{}", Map.of());
        helloRoundTrip();
        assertThat(server.events(next)).isEmpty();
        assertThat(server.ready(Queues.workQueue(TYPE))).isEqualTo(1);

        server.answering(true);
        server.command(name, CommandKind.ACCEPT, open, Map.of());
        begun.await();
        helloRoundTrip();
        assertThat(server.events(next)).isEmpty();
        proceed.countDown();
        server.result(open);
        server.result(next);
    }

    @Test
    void anOfferThatIsWithdrawnGivesItsPlaceBack() throws Exception {
        server.answering(false);
        start(1, StartPolicy.AFTER_ACCEPTED, this::note);
        UUID open = server.dispatch(TYPE, "{}", Map.of());
        await().atMost(SOON).until(() -> startsOf(open) == 1);
        tell(WorkerMode.SUSPENDED);
        tell(WorkerMode.ACTIVE);

        server.answering(true);
        server.command(name, CommandKind.CANCEL, open, Map.of());
        assertThat(server.result(open).outcome()).isEqualTo(Outcome.CANCELLED);
        server.result(server.dispatch(TYPE, "{}", Map.of()));
    }

    @Test
    void quiescedItFinishesAndGoes() throws Exception {
        start(2, StartPolicy.AFTER_ACCEPTED, this::work);
        UUID id = server.dispatch(TYPE, "{}", Map.of());
        begun.await();

        tell(WorkerMode.QUIESCING);
        helloRoundTrip();
        assertThat(hellos(EventKind.BYE)).isZero();
        proceed.countDown();

        assertThat(hasEnded()).isTrue();
        assertThat(server.results(id)).hasSize(1);
        assertThat(hellos(EventKind.BYE)).isEqualTo(1);
    }

    @Test
    void aQuiesceIsUndoneByAResume() throws Exception {
        start(2, StartPolicy.AFTER_ACCEPTED, this::work);
        UUID first = server.dispatch(TYPE, "{}", Map.of());
        begun.await();
        tell(WorkerMode.QUIESCING);
        tell(WorkerMode.ACTIVE);
        proceed.countDown();
        server.result(first);
        server.result(server.dispatch(TYPE, "{}", Map.of()));
    }

    @Test
    void shutDownItEndsWhatItRunsWithoutAResult() throws Exception {
        start(1, StartPolicy.AFTER_ACCEPTED, this::work);
        UUID id = server.dispatch(TYPE, "{}", Map.of());
        begun.await();

        tell(WorkerMode.STOPPING);

        assertThat(hasEnded()).isTrue();
        assertThat(server.results(id)).isEmpty();
        assertThat(hellos(EventKind.BYE)).isEqualTo(1);
    }

    @Test
    void aCommandForAnEarlierStartOfTheProcessIsNotObeyed() throws Exception {
        start(1, StartPolicy.AFTER_ACCEPTED, this::note);
        helloRoundTrip();
        tell(WorkerMode.STOPPING, UUID.randomUUID());
        helloRoundTrip();
        assertThat(lastMode()).isEqualTo(WorkerMode.ACTIVE);
        server.result(server.dispatch(TYPE, "{}", Map.of()));
    }
}
