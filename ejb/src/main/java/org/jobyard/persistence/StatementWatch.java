package org.jobyard.persistence;

/** Is told of each statement after it has been carried out. Must be quick, and never throw. */
@FunctionalInterface
interface StatementWatch {
    /**
     * A statement has ended, well or not.
     *
     * @param sql the statement, with placeholders
     * @param parameters its values, which may be secret
     * @param nanos how long it took
     */
    void done(String sql, Object[] parameters, long nanos);
}
