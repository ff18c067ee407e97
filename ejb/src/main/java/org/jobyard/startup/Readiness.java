package org.jobyard.startup;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jobyard.dispatch.Broker;
import org.jobyard.persistence.Database;
import org.jobyard.persistence.DatabaseException;
import org.jobyard.ra.api.MessagingHealth;

/** Tells whether this node can take work. */
@ApplicationScoped
public class Readiness {
    private static final Logger LOG = Logger.getLogger(Readiness.class.getName());

    @Inject
    Progress progress;

    @Inject
    Database database;

    @Inject
    Broker broker;

    /**
     * What a check found.
     *
     * @param started migrations, recovery and opening are through
     * @param database the database answers
     * @param broker the connection to the broker is up
     * @param blocked the broker takes no more messages for now
     * @param inDoubt prepared branches of the database that wait for their end for too long; -1: unknown
     * @param oldIntents committed transactions whose messages have not left for a minute; -1: unknown
     * @param detail for people; null when all is well
     */
    public record Report(
            boolean started,
            boolean database,
            boolean broker,
            boolean blocked,
            int inDoubt,
            int oldIntents,
            String detail) {
        /** True when work can be taken. */
        public boolean ready() {
            return started && database && broker;
        }
    }

    /** Looks now. Never throws. Not inside a transaction. */
    public Report check() {
        MessagingHealth messaging = broker.control().health();
        boolean answers = databaseAnswers();
        String detail = null;
        if (!progress.isUp() || !messaging.open()) {
            detail = "The start is not through.";
        } else if (!answers) {
            detail = "The database does not answer.";
        } else if (!messaging.connected()) {
            detail = "The broker is away: " + messaging.lastFailure();
        } else if (messaging.blocked()) {
            detail = "The broker takes no more messages for now (memory or disk alarm).";
        } else if (messaging.inDoubt() > 0) {
            detail = "Branches of the database are in doubt: " + messaging.inDoubt() + ".";
        } else if (messaging.oldIntents() > 0) {
            detail = "Messages of committed transactions have not left for a minute: " + messaging.oldIntents() + ".";
        }
        return new Report(
                progress.isUp() && messaging.open(),
                answers,
                messaging.connected(),
                messaging.blocked(),
                messaging.inDoubt(),
                messaging.oldIntents(),
                detail);
    }

    private boolean databaseAnswers() {
        try {
            return database.first("select 1 as one", row -> row.integer("one")).isPresent();
        } catch (DatabaseException e) {
            LOG.log(Level.FINE, "The database does not answer", e);
            return false;
        }
    }
}
