package org.jobyard.walk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jobyard.messaging.Incoming;
import org.jobyard.status.ApplyEvents;
import org.jobyard.status.ParkedEvents;

/** One walk: everything that is random comes from its seed, so the same seed goes the same way. */
final class Walk {
    private static final int WORKERS = 5;
    private static final int MOST_ROUNDS = 500;
    /** So many hellos say all that is to be said, whatever came out of its order before. */
    private static final int QUIET_ROUNDS = 4;

    private static final double RISK = 0.004;

    private final long seed;
    private final Random random;
    private final SimulatedBroker broker;
    private final Cluster cluster;
    private final Ledger ledger = new Ledger();
    private final People people;
    private final Rules rules;
    private final Timetables timetables;
    private final List<SimulatedWorker> workers = new ArrayList<>();
    private final Operators operators;
    private final Histories histories;
    private final LineOrder order;
    private int deaths;
    private int cuts;

    Walk(long seed) {
        this.seed = seed;
        random = new Random(seed);
        broker = new SimulatedBroker(random);
        cluster = new Cluster(random, RISK, broker::accept);
        people = new People(random, cluster);
        rules = new Rules(random, cluster);
        timetables = new Timetables(random, cluster);
        histories = new Histories(cluster.database());
        order = new LineOrder(cluster.database());
        operators = new Operators(random, cluster, workers);
        broker.watch(this::checkTime);
        for (int i = 0; i < WORKERS; i++) {
            // The first two know all types between them, whatever the others know.
            List<String> types = People.TYPES.subList(i % 2, Math.max(i % 2 + 1, i < 2 ? i + 2 : random.nextInt(4)));
            workers.add(new SimulatedWorker("w" + i, types, 2 + random.nextInt(8), random, broker, ledger));
        }
    }

    private void checkTime(Dispatch dispatch) {
        java.time.Instant time = people.notBefore(dispatch.job());
        assertThat(time == null || !cluster.now().isBefore(time))
                .as("job %s is given to the broker at %s, before its time %s", dispatch.job(), cluster.now(), time)
                .isTrue();
    }

    /** Goes so many steps, ends all that was begun, and checks what has become of it. */
    String go(int steps) {
        int step = 0;
        try {
            for (step = 0; step < steps; step++) {
                step();
                rules.check();
            }
            drain();
            return verdict(steps);
        } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError("step %d of the walk with -Djobyard.walk.seed=%d".formatted(step, seed), failure);
        }
    }

    private void step() {
        switch (random.nextInt(21)) {
            case 0, 1, 2 -> people.submit();
            case 3, 4, 18 -> people.control();
            case 5, 17 -> rareOne();
            case 6, 7 -> pass(Duration.ofMillis(random.nextInt(8000)));
            case 8, 9, 10 -> workers.forEach(SimulatedWorker::take);
            case 11, 12, 13 -> workers.stream().filter(SimulatedWorker::isAlive).forEach(SimulatedWorker::work);
            case 14, 15, 16 -> deliver();
            default -> order.watch(cluster::settle);
        }
    }

    private void rareOne() {
        switch (random.nextInt(16)) {
            case 12, 13 -> operators.command();
            case 14 -> leaveAlone();
            case 0, 1, 2 -> rules.change();
            case 3 -> timetables.control();
            case 4 -> pass(Duration.ofSeconds(random.nextInt(120)));
            case 5 -> {
                worker().die();
                deaths++;
            }
            case 6 -> {
                SimulatedWorker worker = worker();
                if (worker.isConnected()) {
                    worker.cutOff();
                    cuts++;
                }
            }
            case 7 -> {
                SimulatedWorker worker = worker();
                if (worker.isConnected()) {
                    worker.leave();
                }
            }
            default -> workers.forEach(this::bringBack);
        }
    }

    /** All nodes are away; afterwards some jobs may be old. */
    private void leaveAlone() {
        cluster.leaveAlone(Duration.ofMinutes(random.nextInt(40)));
        histories.remember(cluster.now().minus(Cluster.KEPT));
        cluster.deleteOld();
    }

    private void bringBack(SimulatedWorker worker) {
        if (!worker.isAlive()) {
            worker.start();
        } else if (!worker.isConnected()) {
            worker.connect();
        }
    }

    private SimulatedWorker worker() {
        return workers.get(random.nextInt(workers.size()));
    }

    private void pass(Duration time) {
        cluster.advance(time);
        workers.stream().filter(SimulatedWorker::isConnected).forEach(SimulatedWorker::hello);
        cluster.doWhatIsDue(missing());
    }

    /** As the server finds it: fewer messages wait than jobs are with the broker. */
    private Map<String, Boolean> missing() {
        Map<String, Boolean> missing = new HashMap<>();
        cluster.database()
                .list(
                        "select type, count(*) as jobs from job where state = 'ENQUEUED' group by type",
                        row -> missing.put(row.text("type"), broker.ready(row.text("type")) < row.integer("jobs")));
        return missing;
    }

    private void deliver() {
        if (!broker.hasEvents()) {
            return;
        }
        List<Incoming> batch = broker.batch();
        cluster.ask(node -> {
                    List<Incoming> unknown = node.bean(ApplyEvents.class).apply(batch);
                    if (!unknown.isEmpty()) {
                        node.bean(ParkedEvents.class).park(unknown);
                    }
                    return true;
                })
                .ifPresent(applied -> broker.done(batch));
    }

    private void deliverAll() {
        while (broker.hasEvents()) {
            deliver();
        }
    }

    /** Nothing fails any more, and nobody asks for more: all that was begun has to end by itself. */
    private void drain() {
        cluster.calmDown();
        rules.none();
        timetables.resumeAll();
        for (int round = 0; round < QUIET_ROUNDS; round++) {
            pass(Duration.ofSeconds(1));
            deliverAll();
            settleAll();
        }
        operators.check();
        for (int round = 0; round < MOST_ROUNDS; round++) {
            people.resumeAll();
            operators.resumeAll();
            workers.stream().filter(SimulatedWorker::isAlive).forEach(SimulatedWorker::leaveIfTold);
            workers.forEach(this::bringBack);
            deliverAll();
            settleAll();
            workers.forEach(this::takeAndFinish);
            pass(Duration.ofSeconds(20));
            deliverAll();
            settleAll();
            if (Histories.open(cluster.database()).isEmpty() && timetables.queued() == 0) {
                workers.forEach(SimulatedWorker::report);
                deliverAll();
                return;
            }
        }
        throw new AssertionError("still open after %d rounds: %s; %d queued slots; workers: %s"
                .formatted(MOST_ROUNDS, Histories.open(cluster.database()), timetables.queued(), workers));
    }

    private void settleAll() {
        for (int i = 0; i < 8; i++) {
            cluster.settle();
        }
    }

    private void takeAndFinish(SimulatedWorker worker) {
        for (int i = 0; i < 4; i++) {
            worker.take();
        }
        deliverAll();
        worker.report();
        deliverAll();
        while (worker.finishOne()) {
            deliverAll();
        }
    }

    private String verdict(int steps) {
        histories.complete();
        new Promises(histories.all()).check(ledger, people, broker.results());
        workers.forEach(worker ->
                assertThat(worker.running()).as("what still runs on a worker").isEmpty());
        assertThat(histories.deleted()).as("jobs of which events were given up").containsAll(broker.deadLetters());
        int slots = timetables.check(histories.deleted());
        return "Walk of seed %d: %d steps, %s, %d slots; %d seen to leave the line; %d nodes ended, %d workers died, "
                        .formatted(seed, steps, histories.counts(), slots, order.left(), cluster.crashes(), deaths)
                + "%d were cut off, %s; %s, %s, %d checks of limits and names."
                        .formatted(cuts, operators.counts(), broker.counts(), people.counts(), rules.checks());
    }
}
