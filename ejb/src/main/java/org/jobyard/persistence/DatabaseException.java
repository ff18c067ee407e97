package org.jobyard.persistence;

import java.sql.SQLException;

/** A statement failed; the transaction is lost with it. */
public class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With the statement, without its values. */
    public DatabaseException(String statement, SQLException cause) {
        super(cause.getMessage() + " [" + cause.getSQLState() + "] in: " + statement, cause);
    }
}
