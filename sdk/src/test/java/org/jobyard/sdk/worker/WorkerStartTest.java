package org.jobyard.sdk.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jobyard.sdk.message.CommandKind;
import org.jobyard.sdk.message.EventKind;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.sdk.message.Queues;
import org.jobyard.sdk.message.Result;
import org.junit.jupiter.api.Test;

/** When a job starts, and that it does not start twice. */
class WorkerStartTest extends RunningWorker {
    @Test
    void nothingRunsBeforeItIsAccepted() throws Exception {
        server.answering(false);
        start(1, StartPolicy.AFTER_ACCEPTED, this::note);
        UUID id = server.dispatch(TYPE, "{}", Map.of());
        await().atMost(SOON).until(() -> server.kinds(id).contains(EventKind.STARTED));
        assertThat(runs).isEmpty();

        server.command(name, CommandKind.ACCEPT, id, Map.of());

        assertThat(server.result(id).outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void aRefusedStartIsNotRun() throws Exception {
        server.answerWith(CommandKind.REVOKE);
        start(1, StartPolicy.AFTER_ACCEPTED, this::note);
        UUID refused = server.dispatch(TYPE, "{}", Map.of());
        assertThat(server.result(refused).outcome()).isEqualTo(Outcome.CANCELLED);

        server.answerWith(CommandKind.ACCEPT);
        UUID next = server.dispatch(TYPE, "{}", Map.of());

        assertThat(server.result(next).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(runs).containsExactly(next);
    }

    @Test
    void cancelDuringStart() throws Exception {
        server.answering(false);
        start(1, StartPolicy.AFTER_ACCEPTED, this::note);
        UUID id = server.dispatch(TYPE, "{}", Map.of());
        await().atMost(SOON).until(() -> server.kinds(id).contains(EventKind.STARTED));

        server.command(name, CommandKind.CANCEL, id, Map.of());
        server.command(name, CommandKind.ACCEPT, id, Map.of());

        assertThat(server.result(id).outcome()).isEqualTo(Outcome.CANCELLED);
        server.answering(true);
        UUID next = server.dispatch(TYPE, "{}", Map.of());
        server.result(next);
        assertThat(runs).containsExactly(next);
    }

    @Test
    void anOfferOutlivesTheConnection() throws Exception {
        server.answering(false);
        start(1, StartPolicy.AFTER_ACCEPTED, this::note);
        UUID id = server.dispatch(TYPE, "{}", Map.of());
        await().atMost(SOON).until(() -> startsOf(id) == 1);
        rabbit.restart();
        server.connect();
        helloRoundTrip();

        server.command(name, CommandKind.ACCEPT, id, Map.of());

        assertThat(server.result(id).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(server.results(id)).hasSize(1);
        assertThat(runs).containsExactly(id);
        worker.close();
        assertThat(server.ready(Queues.workQueue(TYPE))).isZero();
    }

    @Test
    void aRepeatedDispatchIsNotRunAgain() throws Exception {
        var proceed = new Semaphore(0);
        start(2, StartPolicy.AFTER_ACCEPTED, run -> {
            note(run);
            proceed.acquire();
            return Completion.succeeded(null);
        });
        UUID id = server.dispatch(TYPE, "{}", Map.of());
        await().atMost(SOON).until(() -> runs.contains(id));

        server.dispatch(TYPE, id, "{}", Map.of());
        UUID other = server.dispatch(TYPE, "{}", Map.of());
        await().atMost(SOON).until(() -> runs.contains(other));
        proceed.release(2);
        server.result(id);
        server.result(other);
        server.dispatch(TYPE, id, "{}", Map.of());

        helloRoundTrip();
        assertThat(runs).containsExactly(id, other);
        assertThat(server.results(id)).hasSize(1);
        worker.close();
        assertThat(server.ready(Queues.workQueue(TYPE))).isZero();
    }

    @Test
    void itTakesNoMoreThanItCanRun() throws Exception {
        var proceed = new Semaphore(0);
        var most = new AtomicInteger();
        var now = new AtomicInteger();
        start(2, StartPolicy.AFTER_ACCEPTED, run -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            proceed.acquire();
            now.decrementAndGet();
            return Completion.succeeded(null);
        });
        List<UUID> ids = Stream.generate(() -> server.dispatch(TYPE, "{}", Map.of()))
                .limit(10)
                .toList();
        await().atMost(SOON).until(() -> now.get() == 2);
        helloRoundTrip();
        // The others are free for other workers.
        assertThat(server.ready(Queues.workQueue(TYPE))).isEqualTo(8);

        proceed.release(10);
        ids.forEach(server::result);
        assertThat(most.get()).isEqualTo(2);
    }

    @Test
    void shortWorkNeedsNoAnswer() throws Exception {
        server.answering(false);
        start(1, StartPolicy.AT_ONCE, this::note);
        UUID id = server.dispatch(TYPE, "{}", Map.of());
        Result result = server.result(id);

        assertThat(result.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.startedAt()).isBeforeOrEqualTo(result.endedAt());
        helloRoundTrip();
        worker.close();
        assertThat(server.kinds(id)).containsExactly(EventKind.RESULT);
        assertThat(server.ready(Queues.workQueue(TYPE))).isZero();
    }

    @Test
    void workThatBeganAtOnceAndTakesLongerAsksAndRepetitionsDoNotRun() throws Exception {
        var proceed = new Semaphore(0);
        server.answering(false);
        start(1, StartPolicy.AT_ONCE, run -> {
            note(run);
            proceed.acquire();
            return Completion.succeeded(null);
        });
        UUID id = server.dispatch(TYPE, "{}", Map.of());
        await().atMost(SOON).until(() -> startsOf(id) == 1);
        assertThat(runs).containsExactly(id);

        // Neither answered nor ended, so not acknowledged: it comes again, and must not run again.
        worker.close();
        await().atMost(SOON).until(() -> server.ready(Queues.workQueue(TYPE)) == 1);
        start(1, StartPolicy.AT_ONCE, this::note);
        await().atMost(SOON).until(() -> startsOf(id) == 2);
        assertThat(runs).containsExactly(id);
        server.command(name, CommandKind.REVOKE, id, Map.of());
        await().atMost(SOON).until(() -> server.results(id).size() == 1);
        worker.close();
        assertThat(server.ready(Queues.workQueue(TYPE))).isZero();
        assertThat(runs).containsExactly(id);
    }

    @Test
    void workThatBeganAtOnceCanBeCancelled() throws Exception {
        start(1, StartPolicy.AT_ONCE, run -> {
            note(run);
            new Semaphore(0).acquire();
            return Completion.succeeded(null);
        });
        UUID id = server.dispatch(TYPE, "{}", Map.of());
        await().atMost(SOON).until(() -> startsOf(id) == 1);

        server.command(name, CommandKind.CANCEL, id, Map.of());

        assertThat(server.result(id).outcome()).isEqualTo(Outcome.CANCELLED);
        helloRoundTrip();
        assertThat(server.results(id)).hasSize(1);
    }
}
