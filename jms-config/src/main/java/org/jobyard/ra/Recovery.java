package org.jobyard.ra;

import java.sql.SQLException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jobyard.ra.api.MessagingException;
import org.jobyard.ra.api.RecoveryReport;
import org.jobyard.ra.publish.Publisher;
import org.jobyard.ra.store.Database;
import org.jobyard.ra.store.InDoubtBranches;
import org.jobyard.ra.store.IntentStore;
import org.jobyard.ra.store.NodeLease;

/** Settles what this node, or one that is gone, has left in the database. */
final class Recovery {
    private static final Logger LOG = Logger.getLogger(Recovery.class.getName());
    private static final Duration MARGIN = Duration.ofMinutes(1);
    /** Younger intents are on their way. */
    private static final Duration SURELY_LEFT = Duration.ofMinutes(1);

    private static final int MOST = 100_000;

    private final Settings settings;
    private final IntentStore intents;
    private final InDoubtBranches inDoubt;
    private final Publisher publisher;
    private final NodeLease lease;
    private RecoveryReport report;

    Recovery(Settings settings, Database database, IntentStore intents, InDoubtBranches inDoubt, Publisher publisher) {
        this.settings = settings;
        this.intents = intents;
        this.inDoubt = inDoubt;
        this.publisher = publisher;
        this.lease = new NodeLease(database, settings.nodeId(), settings.lease());
    }

    /** Time between two looks: a third of the lease, so that two in a row may fail. */
    Duration pause() {
        return settings.lease().dividedBy(3);
    }

    synchronized RecoveryReport recover() {
        if (report != null) {
            return report;
        }
        try {
            if (inDoubt.allowed() == 0) {
                throw new MessagingException(
                        "PostgreSQL's max_prepared_transactions is 0; set it to at least the size of the connection pool",
                        null);
            }
            lease.take();
            int rolledBack = inDoubt.rollbackOf(settings.nodeId());
            intents.adopt();
            int replayed = publisher.replay(intents.left(Duration.ZERO, MOST));
            report = new RecoveryReport(rolledBack, replayed);
            LOG.log(Level.INFO, "Recovered: {0}", report);
            return report;
        } catch (SQLException e) {
            throw new MessagingException("the messaging cannot recover: " + e.getMessage(), e);
        }
    }

    /** The safety read every few minutes, which is this node's sign of life, too. */
    void look() {
        try {
            if (!lease.renew()) {
                LOG.log(
                        Level.SEVERE,
                        "Another process runs under the node id {0}; each node needs one of its own",
                        settings.nodeId());
            }
            inDoubt.rollbackOlderThan(settings.transactionTimeout().plus(MARGIN));
            intents.adopt();
            int left = publisher.replay(intents.left(SURELY_LEFT, MOST));
            if (left > 0) {
                LOG.log(Level.WARNING, "{0} transactions had messages that were not published; publishing", left);
            }
        } catch (SQLException | RuntimeException e) {
            LOG.log(Level.WARNING, "The look after what is left failed; the next one is in {0}: {1}", new Object[] {
                pause(), e.getMessage()
            });
        }
    }

    /** Ends the lease at an orderly stop. */
    void end() {
        synchronized (this) {
            if (report == null) {
                return;
            }
        }
        try {
            lease.end();
        } catch (SQLException e) {
            LOG.log(Level.INFO, "The lease could not be ended; it ends by itself: {0}", e.getMessage());
        }
    }
}
