package org.jobyard.standalone.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jobyard.embedded.ProcessMark;
import org.jobyard.embedded.StartFailure;
import org.junit.jupiter.api.Test;

class SupervisorTest {
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final List<String> ended = new CopyOnWriteArrayList<>();

    /** A part whose process is only thought of. */
    private final class Imagined implements Part {
        private final String name;
        private final AtomicInteger starts = new AtomicInteger();
        private final AtomicInteger failures = new AtomicInteger();
        private boolean failsToStop;
        private volatile boolean left;
        private volatile CompletableFuture<Void> exit = new CompletableFuture<>();

        Imagined(String name) {
            this.name = name;
        }

        void die() {
            exit.complete(null);
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void start() {
            starts.incrementAndGet();
            if (failures.getAndDecrement() > 0) {
                throw new StartFailure("It cannot start.");
            }
            exit = new CompletableFuture<>();
        }

        @Override
        public void stop() {
            ended.add(name);
            die();
            if (failsToStop) {
                throw new StartFailure("Cannot stop " + name);
            }
        }

        @Override
        public CompletableFuture<Void> onExit() {
            return exit;
        }

        @Override
        public boolean hasLeft() {
            return left;
        }

        @Override
        public Optional<ProcessMark> process() {
            return Optional.empty();
        }
    }

    @Test
    void bringsBackWhatDiesEvenWhenItFailsAtFirst() {
        Imagined part = new Imagined("server");
        AtomicInteger changes = new AtomicInteger();
        try (Supervisor supervisor = new Supervisor(said::add, changes::incrementAndGet)) {
            supervisor.watch(part);
            part.failures.set(1);
            part.die();

            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> changes.get() == 1);
            assertThat(part.starts).hasValue(2);
        }
        assertThat(said)
                .containsExactly(
                        "the server has ended; starting it again",
                        "It cannot start. Trying again in 1 s.",
                        "the server runs again");
    }

    @Test
    void leavesAloneWhatWasToldToGo() {
        Imagined worker = new Imagined("worker");
        try (Supervisor supervisor = new Supervisor(said::add, () -> {})) {
            supervisor.watch(worker);
            worker.left = true;
            worker.die();
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !said.isEmpty());
        }
        assertThat(said).containsExactly("the worker has ended, as it was told to; the next start brings it back");
        assertThat(worker.starts).hasValue(0);
    }

    @Test
    void endsThePartsInReverseAndBringsNoneBack() {
        Imagined database = new Imagined("database");
        Imagined server = new Imagined("server");
        Supervisor supervisor = new Supervisor(said::add, () -> {});
        supervisor.watch(database);
        supervisor.watch(server);

        supervisor.close();

        assertThat(ended).containsExactly("server", "database");
        assertThat(said).isEmpty();
        assertThat(server.starts).hasValue(0);
    }

    @Test
    void endsTheOthersWhenOneCannotBeEnded() {
        Imagined server = new Imagined("server");
        server.failsToStop = true;
        Supervisor supervisor = new Supervisor(said::add, () -> {});
        supervisor.watch(new Imagined("database"));
        supervisor.watch(server);

        assertThatThrownBy(supervisor::close).isInstanceOf(StartFailure.class).hasMessage("Cannot stop server");

        assertThat(ended).containsExactly("server", "database");
    }
}
