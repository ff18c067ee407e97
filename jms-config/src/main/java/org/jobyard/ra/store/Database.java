package org.jobyard.ra.store;

import java.sql.Connection;
import java.sql.SQLException;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/** The application's XA data source, looked up at its first use: at deployment of the adapter it need not exist yet. */
public final class Database {
    private final String jndiName;
    private volatile DataSource found;

    /** With the JNDI name of the data source. */
    public Database(String jndiName) {
        this.jndiName = jndiName;
    }

    /** With a data source that is at hand. */
    public Database(DataSource dataSource) {
        this.jndiName = "(given)";
        this.found = dataSource;
    }

    /**
     * A connection: in the caller's transaction if there is one, else committing each statement.
     *
     * @throws SQLException when there is no such data source, or no connection
     */
    @SuppressWarnings("BanJNDI") // the name is a setting of the administrator, and the server's own namespace
    public Connection connection() throws SQLException {
        DataSource dataSource = found;
        if (dataSource == null) {
            try {
                dataSource = InitialContext.doLookup(jndiName);
                found = dataSource;
            } catch (NamingException e) {
                throw new SQLException("no data source at " + jndiName, "08001", e);
            }
        }
        return dataSource.getConnection();
    }
}
