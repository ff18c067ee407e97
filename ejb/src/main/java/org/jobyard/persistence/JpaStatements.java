package org.jobyard.persistence;

import jakarta.enterprise.inject.spi.CDI;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.eclipse.persistence.sessions.DataRecord;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionProfiler;

/**
 * Tells the {@link Statements} of those that JPA carries out; a batch of them is one. Made by EclipseLink, which
 * {@code persistence.xml} gives the name of this class. Thread-safe.
 */
public class JpaStatements implements SessionProfiler {
    private static final Object[] UNKNOWN = {};

    private static final ThreadLocal<Long> BEGAN = new ThreadLocal<>();

    private StatementWatch watch;

    private synchronized StatementWatch watch() {
        if (watch == null) {
            watch = CDI.current().select(Statements.class).get();
        }
        return watch;
    }

    @Override
    public void startOperationProfile(String operation, DatabaseQuery query, int weight) {
        if (StatementExecute.equals(operation)) {
            BEGAN.set(System.nanoTime());
        }
    }

    @Override
    public void endOperationProfile(String operation, DatabaseQuery query, int weight) {
        Long since = StatementExecute.equals(operation) ? BEGAN.get() : null;
        if (since != null) {
            BEGAN.remove();
            String sql = query == null ? null : query.getSQLString();
            watch().done(sql == null ? "(by JPA)" : sql, UNKNOWN, System.nanoTime() - since);
        }
    }

    @Override
    public Object profileExecutionOfQuery(DatabaseQuery query, DataRecord row, AbstractSession session) {
        return session.internalExecuteQuery(query, (AbstractRecord) row);
    }

    @Override
    public int getProfileWeight() {
        return ALL;
    }

    @Override
    public void startOperationProfile(String operation) {
        // Not a statement.
    }

    @Override
    public void endOperationProfile(String operation) {
        // Not a statement.
    }

    @Override
    public void setSession(Session session) {
        // The same for all.
    }

    @Override
    public void update(String operation, Object value) {
        // Not a statement.
    }

    @Override
    public void occurred(String operation, AbstractSession session) {
        // Not a statement.
    }

    @Override
    public void occurred(String operation, DatabaseQuery query, AbstractSession session) {
        // Not a statement.
    }

    @Override
    public void setProfileWeight(int weight) {
        // Everything there is.
    }

    @Override
    public void initialize() {
        // Nothing to prepare.
    }
}
