package org.jobyard.ra.publish;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jobyard.ra.api.PublishMetrics;
import org.jobyard.ra.broker.BrokerLink;
import org.jobyard.ra.broker.Link;
import org.jobyard.ra.broker.LinkListener;
import org.jobyard.ra.message.OutboundMessage;
import org.jobyard.ra.store.IntentStore;
import org.jobyard.ra.store.Unsettled;
import org.jobyard.ra.xa.Branch;
import org.jobyard.ra.xa.BranchSynchronization;
import org.jobyard.ra.xa.CrashPoint;

/**
 * Publishes what transactions have left, after the commit.
 *
 * <p>One thread publishes, with many messages on their way; the broker's confirms end each transaction: its deliveries are
 * acknowledged, its intent is deleted, in that order, so that a crash between any two steps leads to a repeat and never to
 * a loss. The transaction manager's word that a transaction has committed is not enough (it says so, too, when another
 * node has settled the branch meanwhile): the proof is that the intent can be read, asked once for all transactions that
 * wait.
 */
public final class Publisher implements LinkListener, BranchSynchronization.Steps, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Publisher.class.getName());
    private static final long MOST_BACKLOG_BYTES = 64L << 20;
    private static final int BATCH = 500;
    private static final int MOST_ON_THEIR_WAY = 2_000;
    private static final long IDLE_MILLIS = 5_000;
    private static final long PAUSE_MILLIS = 500;
    private static final long REOPEN_MILLIS = 100;

    private final IntentStore store;
    private final BrokerLink link;
    private final Unsettled unsettled;
    private final Doubts doubts;
    private final BrokerAnswers answers;
    private final IntentCleaner cleaner;
    private final Duration longestConfirm;
    private final Clock clock;
    private final Backlog backlog = new Backlog(MOST_BACKLOG_BYTES);
    private final Set<UUID> known = ConcurrentHashMap.newKeySet();
    private final Thread thread = new Thread(this::run, "jobyard-publisher");
    private volatile boolean closed;
    private PublishSession session;

    /**
     * A publisher that is not yet started.
     *
     * @param unroutableQueue where messages go that no queue takes
     * @param longestConfirm how long the broker may take to confirm a message; then the link is given up
     */
    public Publisher(
            IntentStore store,
            BrokerLink link,
            Unsettled unsettled,
            String unroutableQueue,
            Duration longestConfirm,
            Clock clock) {
        this.store = store;
        this.link = link;
        this.unsettled = unsettled;
        this.doubts = new Doubts(store, unsettled);
        this.answers = new BrokerAnswers(link, unroutableQueue, clock, this::finish, backlog::disturb);
        this.longestConfirm = longestConfirm;
        this.clock = clock;
        this.cleaner = new IntentCleaner(store, known::removeAll);
        thread.setDaemon(true);
    }

    /** Begins to publish, in a thread of its own. */
    public void start() {
        cleaner.start();
        thread.start();
    }

    @Override
    public BranchSynchronization.Recorder recorder() {
        try {
            return new IntentRecorder(store.open());
        } catch (SQLException e) {
            throw new IllegalStateException("the messages of the transaction cannot be recorded", e);
        }
    }

    @Override
    public void handOver(Branch branch) {
        known.add(branch.id());
        backlog.add(Work.ofBranch(branch, clock.instant()));
    }

    @Override
    public void rolledBack(Branch branch) {
        unsettled.add(branch.transaction(), false);
    }

    /** Publishes intents that were left behind; those that are on their way already are skipped. Returns how many. */
    public int replay(Collection<UUID> intents) {
        int count = 0;
        for (UUID intent : intents) {
            if (known.add(intent)) {
                backlog.add(Work.ofIntent(intent, clock.instant()));
                count++;
            }
        }
        return count;
    }

    /** Publishes a message outside any transaction; returns at once. */
    public void publish(OutboundMessage message, Confirm caller) {
        backlog.add(Work.ofMessage(message, caller, clock.instant()));
    }

    /** Publishes a message that may be lost; returns at once. */
    public void publishIfPossible(OutboundMessage message) {
        publish(message, new Confirm() {
            @Override
            public void confirmed() {}

            @Override
            public void failed(Exception reason) {
                answers.dropped();
            }
        });
    }

    /** Transactions whose messages are not yet confirmed. */
    public int pendingTransactions() {
        return known.size();
    }

    /** Counts since the start. */
    public PublishMetrics metrics() {
        return answers.metrics();
    }

    @Override
    public void up(Link up) {
        backlog.disturb();
    }

    @Override
    public void down() {
        backlog.disturb();
    }

    private void run() {
        while (!closed) {
            try {
                round();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                // What was on its way stays in its intents; the next round goes on with the rest.
                LOG.log(Level.SEVERE, "The publisher stumbled", e);
            }
        }
    }

    private void round() throws InterruptedException {
        if (!haveSession()) {
            failCallers();
            backlog.pause(IDLE_MILLIS);
            return;
        }
        watchConfirms();
        correct();
        if (!session.awaitRoom(MOST_ON_THEIR_WAY, PAUSE_MILLIS)) {
            return;
        }
        doubts.due(clock.instant()).forEach(backlog::add);
        List<Work> taken = backlog.take(BATCH, doubts.isEmpty() ? IDLE_MILLIS : PAUSE_MILLIS);
        if (!taken.isEmpty() && prove(taken)) {
            publish(taken);
        }
    }

    /** Makes sure of an open channel; what the last one left unanswered is put back first. */
    private boolean haveSession() throws InterruptedException {
        if (session != null && session.isOpen()) {
            return true;
        }
        if (session != null) {
            answers.takeCorrections().forEach(next -> session.leave(next.work(), next.message()));
            List<Work> left = session.unconfirmed();
            session = null;
            left.stream()
                    .filter(work -> work.caller() == null)
                    .forEach(work -> answers.republishing(work.messages().size()));
            backlog.putBack(left);
            // Whatever closes a channel at once may close the next one, too: no spinning.
            Thread.sleep(REOPEN_MILLIS);
        }
        Link up = link.current();
        if (up == null) {
            return false;
        }
        try {
            session = new PublishSession(up.publishing(), answers);
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.FINE, "No channel for publishing", e);
            return false;
        }
    }

    private void failCallers() {
        for (Work work : backlog.takeCallers()) {
            work.caller().failed(new IOException("no connection to the broker"));
        }
    }

    private void watchConfirms() {
        if (session.oldestNanos() > longestConfirm.toNanos() && !link.isBlocked()) {
            link.renew("a message was not confirmed within " + longestConfirm);
        }
    }

    private void correct() {
        List<BrokerAnswers.Correction> corrections = answers.takeCorrections();
        try {
            if (corrections.stream().anyMatch(BrokerAnswers.Correction::declare)) {
                link.declareAgain();
            }
            while (!corrections.isEmpty()) {
                BrokerAnswers.Correction next = corrections.remove(0);
                session.publishAgain(next.work(), next.message());
            }
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.FINE, "Publishing again was cut off", e);
            corrections.forEach(next -> session.leave(next.work(), next.message()));
            session.abort();
        }
    }

    /** Finds out which transactions have committed; false when the database cannot be asked now. */
    private boolean prove(List<Work> taken) throws InterruptedException {
        Map<UUID, Work> full = new HashMap<>();
        Map<UUID, Work> light = new HashMap<>();
        for (Work work : taken) {
            if (!work.ready()) {
                (work.light() ? light : full).put(work.intent(), work);
            }
        }
        try {
            if (!full.isEmpty()) {
                store.committed(full.keySet()).forEach(id -> full.get(id).prove());
            }
            if (!light.isEmpty()) {
                store.messages(light.keySet())
                        .forEach((id, messages) -> light.get(id).prove(messages));
            }
            full.values().removeIf(Work::ready);
            if (!full.isEmpty()) {
                doubts.look(full);
            }
            return true;
        } catch (SQLException e) {
            LOG.log(Level.WARNING, "The database cannot be asked for the proof of commit: {0}", e.getMessage());
            backlog.putBack(taken);
            backlog.pause(PAUSE_MILLIS);
            return false;
        }
    }

    private void publish(List<Work> taken) {
        for (int i = 0; i < taken.size(); i++) {
            Work work = taken.get(i);
            if (!work.ready()) {
                unproven(work);
            } else if (work.messages().isEmpty()) {
                finish(work);
            } else {
                try {
                    session.publish(work);
                } catch (IOException | RuntimeException e) {
                    LOG.log(Level.FINE, "Publishing was cut off", e);
                    backlog.putBack(new ArrayList<>(taken.subList(i + 1, taken.size())));
                    session.abort();
                    return;
                }
            }
        }
    }

    private void unproven(Work work) {
        if (work.replayed()) {
            // Another node has published and deleted it.
            known.remove(work.intent());
        } else if (doubts.keep(work, clock.instant())) {
            LOG.log(Level.WARNING, "The transaction of intent {0} is in doubt", work.intent());
        } else {
            LOG.log(Level.WARNING, "The transaction of intent {0} was rolled back", work.intent());
            known.remove(work.intent());
            if (work.deliveries() != null) {
                work.deliveries().rolledBack();
            }
        }
    }

    private void finish(Work work) {
        CrashPoint.CONFIRMED.reached();
        if (work.deliveries() != null) {
            work.deliveries().acknowledge();
            CrashPoint.ACKNOWLEDGED.reached();
        }
        if (work.intent() != null) {
            cleaner.done(work.intent());
        }
        if (work.caller() != null) {
            work.caller().confirmed();
        }
    }

    /** Stops; what is not yet confirmed stays in its intents. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        failCallers();
        cleaner.close();
    }
}
