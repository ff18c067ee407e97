package org.jobyard.walk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.jobyard.platform.JobyardException;
import org.jobyard.sdk.message.WorkerMode;
import org.jobyard.workers.CommandWorkers;

/** Operators who tell workers what to do with work. */
final class Operators {
    private record Row(java.util.UUID instance, String state, WorkerMode mode, WorkerMode wanted) {}

    private final Random random;
    private final Cluster cluster;
    private final List<SimulatedWorker> workers;
    private int told;
    private int refused;

    Operators(Random random, Cluster cluster, List<SimulatedWorker> workers) {
        this.random = random;
        this.cluster = cluster;
        this.workers = workers;
    }

    /** One of them tells one worker something. */
    void command() {
        SimulatedWorker worker = workers.get(random.nextInt(workers.size()));
        tell(worker, Pick.one(random, WorkerMode.values()));
    }

    private void tell(SimulatedWorker worker, WorkerMode wanted) {
        boolean thisOne = worker.isAlive() && random.nextBoolean();
        try {
            cluster.ask(node -> {
                node.bean(CommandWorkers.class)
                        .tell(People.ADA, worker.name(), thisOne ? worker.instance() : null, wanted);
                return true;
            });
            told++;
        } catch (JobyardException refusal) {
            assertThat(refusal.code()).isNotNull();
            refused++;
        }
    }

    /** Nothing has failed for a while and all have said hello: each does what it was told last, and is known to do so. */
    void check() {
        for (SimulatedWorker worker : workers) {
            if (worker.isConnected()) {
                Row row = row(worker.name());
                assertThat(row.instance())
                        .as("who is %s: %s", worker.name(), row)
                        .isEqualTo(worker.instance());
                assertThat(row.state()).as("%s: %s", worker.name(), row).isEqualTo("LIVE");
                assertThat(row.mode())
                        .as("what %s does: %s", worker.name(), row)
                        .isEqualTo(worker.mode());
                assertThat(row.wanted())
                        .as("what %s was told: %s", worker.name(), row)
                        .isIn(null, worker.mode());
            }
        }
    }

    private Row row(String name) {
        return cluster.database()
                .first(
                        "select instance, state, mode, wanted from worker where name = ?",
                        row -> new Row(
                                row.uuid("instance"),
                                row.text("state"),
                                row.constant("mode", WorkerMode.class),
                                row.constant("wanted", WorkerMode.class)),
                        name)
                .orElseThrow();
    }

    /** All are to take work again. */
    void resumeAll() {
        workers.stream()
                .filter(worker -> worker.isConnected() && worker.mode() != WorkerMode.ACTIVE)
                .forEach(worker -> tell(worker, WorkerMode.ACTIVE));
    }

    /** What there was, for people. */
    String counts() {
        return "%d commands to them of which %d were refused".formatted(told + refused, refused);
    }
}
