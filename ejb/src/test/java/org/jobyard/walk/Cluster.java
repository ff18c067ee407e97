package org.jobyard.walk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jobyard.dispatch.NameRequests;
import org.jobyard.dispatch.ReleaseRequests;
import org.jobyard.log.LogArchiver;
import org.jobyard.messaging.Outgoing;
import org.jobyard.persistence.Database;
import org.jobyard.platform.Settings;
import org.jobyard.retention.DeleteOldJobs;
import org.jobyard.schedule.ExpireWorkers;
import org.jobyard.schedule.FireSchedules;
import org.jobyard.schedule.HandleDueJobs;
import org.jobyard.schedule.Observers;
import org.jobyard.status.ParkedEvents;
import org.jobyard.submission.WithoutServer;
import org.jobyard.testing.TestCore;
import org.jobyard.workers.LostWorkers;

/**
 * Two nodes on one database, of which each may end at any commit: just before it, so that nothing of the transaction is
 * there, or just after it, so that what was to follow does not. What a committed transaction sent leaves all the same,
 * as the adapter's intents see to.
 */
final class Cluster {
    private static final int NODES = 2;
    /** How long ended jobs are kept. */
    static final Duration KEPT = Duration.ofHours(1);

    private static final Duration SAFETY_READ = Duration.ofMinutes(5);

    private final Random random;
    private final double risk;
    private final TestCore origin = new TestCore();
    private final List<TestCore> nodes = new ArrayList<>();
    private final Consumer<List<Outgoing>> broker;
    private boolean calm;
    private java.time.Instant sweptAt;
    private int crashes;

    /**
     * Fresh nodes on an empty database.
     *
     * @param risk how likely a node ends at a commit, 0 to 1
     * @param broker takes what leaves
     */
    Cluster(Random random, double risk, Consumer<List<Outgoing>> broker) {
        this.random = random;
        this.risk = risk;
        this.broker = broker;
        sweptAt = origin.clock().instant();
        for (int i = 0; i < NODES; i++) {
            nodes.add(node());
        }
    }

    private TestCore node() {
        TestCore node = origin.anotherNode();
        node.replace(LogArchiver.class, new LogArchiver() {
            @Override
            public void archiveLeft() {
                // Logs are left where they are.
            }
        });
        node.replace(Settings.class, new Settings(Cluster::setting));
        node.replace(DeleteOldJobs.class, new DeleteOldJobs() {
            @Override
            public boolean delete(Cutoff cutoff) {
                return node.inTransaction(() -> super.delete(cutoff));
            }
        });
        WithoutServer.serve(node);
        Observers.wire(node);
        node.beforeCommits(this::maybeCrash);
        return node;
    }

    /** Nothing is kept for longer than it has to be. */
    private static Optional<String> setting(String key) {
        return key.matches("jobyard\\.retention\\.(succeeded|failed|cancelled|timed-out)")
                ? Optional.of(KEPT.toString())
                : Optional.empty();
    }

    private void maybeCrash() {
        if (!calm && random.nextDouble() < risk) {
            throw new Crash();
        }
    }

    /** From now on no node ends. */
    void calmDown() {
        calm = true;
    }

    int crashes() {
        return crashes;
    }

    java.time.Instant now() {
        return origin.clock().instant();
    }

    void advance(Duration time) {
        origin.clock().advance(time);
    }

    /** The database, for those who only look. */
    Database database() {
        return origin.bean(Database.class);
    }

    /** Work in a transaction of one of the nodes; empty when the node ended, so that nobody knows whether it was done. */
    <T> Optional<T> ask(Function<TestCore, T> work) {
        TestCore node = nodes.get(random.nextInt(nodes.size()));
        return onNode(node, () -> node.inTransaction(() -> work.apply(node)));
    }

    private <T> Optional<T> onNode(TestCore node, java.util.function.Supplier<T> work) {
        try {
            T result = work.get();
            broker.accept(node.takeSent());
            if (!calm && random.nextDouble() < risk) {
                throw new Crash();
            }
            return Optional.of(result);
        } catch (Crash crash) {
            crashes++;
            broker.accept(node.takeSent());
            startAnew(node);
            return Optional.empty();
        }
    }

    /** What a start does: looks after what was left, and excuses workers. */
    private void startAnew(TestCore dead) {
        TestCore node = node();
        nodes.set(nodes.indexOf(dead), node);
        onNode(node, () -> {
            node.inTransaction(() -> node.bean(ExpireWorkers.class).excuse());
            sweep(node);
            return true;
        });
    }

    private static void sweep(TestCore node) {
        node.bean(ReleaseRequests.class).all();
        node.bean(NameRequests.class).all();
        node.bean(FireSchedules.class).releaseLeft();
        node.bean(ExpireWorkers.class).giveBackOrphans();
        node.settle();
    }

    /** All nodes are away for a while, and then start anew. */
    void leaveAlone(Duration time) {
        advance(time);
        for (TestCore node : List.copyOf(nodes)) {
            crashes++;
            startAnew(node);
        }
    }

    /** One of the nodes deletes what ended longer than {@link #KEPT} ago. */
    void deleteOld() {
        TestCore node = nodes.get(random.nextInt(nodes.size()));
        onNode(node, () -> {
            DeleteOldJobs jobs = node.bean(DeleteOldJobs.class);
            jobs.cutoffs().forEach(cutoff -> until(() -> jobs.delete(cutoff)));
            return true;
        });
    }

    /** One of the nodes does what its commits have asked for. */
    void settle() {
        TestCore node = nodes.get(random.nextInt(nodes.size()));
        onNode(node, () -> {
            node.settle();
            return true;
        });
    }

    /** One of the nodes does what is due, and once in a while what a safety read does. */
    void doWhatIsDue(java.util.Map<String, Boolean> missing) {
        TestCore node = nodes.get(random.nextInt(nodes.size()));
        onNode(node, () -> {
            until(() -> node.bean(HandleDueJobs.class).handle(missing));
            until(() -> node.bean(FireSchedules.class).fire());
            if (node.bean(LostWorkers.class).areThereAny()) {
                node.inTransaction(() -> node.bean(ExpireWorkers.class).expire());
            }
            until(() -> node.inTransaction(() -> node.bean(ParkedEvents.class).retry()));
            if (sweptAt.isBefore(now().minus(SAFETY_READ))) {
                sweep(node);
                sweptAt = now();
            }
            return true;
        });
    }

    private static void until(java.util.function.BooleanSupplier more) {
        boolean again = true;
        while (again) {
            again = more.getAsBoolean();
        }
    }
}
