package org.jobyard.standalone.launch;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.jobyard.embedded.StartFailure;

/** Looks at a database before a server is started on it. */
final class DatabaseCheck {
    private static final int LEAST_PREPARED = 64;

    private DatabaseCheck() {}

    /**
     * What was seen.
     *
     * @param version of PostgreSQL
     * @param hasUsers whether somebody can sign in already
     */
    record Seen(String version, boolean hasUsers) {}

    /**
     * Connects and looks.
     *
     * @throws StartFailure in one line when it cannot be reached or could not take two-phase transactions
     */
    static Seen look(String url, String user, String password) {
        Properties who = new Properties();
        who.setProperty("user", user);
        who.setProperty("password", password);
        who.setProperty("connectTimeout", "5");
        who.setProperty("loginTimeout", "10");
        try (Connection connection = DriverManager.getConnection(url, who);
                Statement statement = connection.createStatement()) {
            int prepared = Integer.parseInt(one(statement, "show max_prepared_transactions"));
            if (prepared < LEAST_PREPARED) {
                throw new StartFailure("The database " + url + " has max_prepared_transactions = " + prepared
                        + "; set it to at least " + LEAST_PREPARED + " in postgresql.conf and restart it.");
            }
            boolean hasTables =
                    one(statement, "select to_regclass('app_user') is not null").equals("t");
            boolean hasUsers = hasTables
                    && one(statement, "select exists (select from app_user)").equals("t");
            return new Seen(one(statement, "show server_version"), hasUsers);
        } catch (SQLException e) {
            String reason = e.getMessage().lines().findFirst().orElse("no reason given");
            throw new StartFailure("Cannot reach the database " + url + " as " + user + ": " + reason, e);
        }
    }

    private static String one(Statement statement, String sql) throws SQLException {
        try (ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }
}
