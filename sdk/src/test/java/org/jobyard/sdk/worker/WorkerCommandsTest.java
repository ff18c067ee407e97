package org.jobyard.sdk.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.jobyard.sdk.message.CommandKind;
import org.jobyard.sdk.message.Headers;
import org.jobyard.sdk.message.Outcome;
import org.junit.jupiter.api.Test;

/** What a worker does at the server's word, for runs that it has and runs that it does not know. */
class WorkerCommandsTest extends RunningWorker {
    @Test
    void aCancelEndsTheRunWithOneResult() throws Exception {
        var begun = new CountDownLatch(1);
        start(1, StartPolicy.AFTER_ACCEPTED, run -> {
            begun.countDown();
            new CountDownLatch(1).await();
            return Completion.succeeded(null);
        });
        UUID id = server.dispatch(TYPE, "{}", Map.of());
        begun.await();

        server.command(name, CommandKind.CANCEL, id, Map.of());
        assertThat(server.result(id).outcome()).isEqualTo(Outcome.CANCELLED);
        server.command(name, CommandKind.CANCEL, id, Map.of());

        helloRoundTrip();
        assertThat(server.results(id)).hasSize(1);
    }

    @Test
    void aCancelOfSomethingUnknownIsAnsweredOnce() throws Exception {
        start(1, StartPolicy.AFTER_ACCEPTED, this::note);
        helloRoundTrip();
        UUID unknown = UUID.randomUUID();
        server.command(name, CommandKind.CANCEL, unknown, Map.of());
        server.command(name, CommandKind.REVOKE, unknown, Map.of());

        assertThat(server.result(unknown).outcome()).isEqualTo(Outcome.CANCELLED);
        helloRoundTrip();
        assertThat(server.results(unknown)).hasSize(1);
    }

    @Test
    void anAnswerForSomethingUnknownIsContradicted() throws Exception {
        start(1, StartPolicy.AFTER_ACCEPTED, this::note);
        helloRoundTrip();
        UUID unknown = UUID.randomUUID();

        server.command(name, CommandKind.ACCEPT, unknown, Map.of());

        assertThat(server.result(unknown).outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(runs).isEmpty();
    }

    @Test
    void aCommandForAnotherStartOfTheWorkerIsIgnored() throws Exception {
        start(1, StartPolicy.AFTER_ACCEPTED, this::note);
        helloRoundTrip();
        UUID id = UUID.randomUUID();
        String other = UUID.randomUUID().toString();

        server.command(name, CommandKind.CANCEL, id, Map.of(Headers.WORKER_INSTANCE, other));

        helloRoundTrip();
        assertThat(server.events(id)).isEmpty();
    }
}
