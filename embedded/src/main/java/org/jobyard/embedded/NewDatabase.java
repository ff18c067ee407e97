package org.jobyard.embedded;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/** What must be so before anybody else connects to a server that has just started. */
final class NewDatabase {
    private static final List<String> DURABILITY = List.of("fsync", "synchronous_commit", "full_page_writes");

    private NewDatabase() {}

    /** Connects to a database of the server. */
    interface Connector {
        Connection to(String database) throws SQLException;
    }

    /** Makes the database, if there is none of that name. */
    static void create(Connector connector, String name) {
        try (Connection connection = connector.to("postgres");
                Statement statement = connection.createStatement()) {
            try (ResultSet found = statement.executeQuery("select 1 from pg_database where datname = '" + name + "'")) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new StartFailure("Cannot make the database: " + e.getMessage(), e);
        }
    }

    /** The server must be as durable as it was told to be: a file in the data folder could say otherwise. */
    static void verify(Connector connector, String name, Map<String, String> settings) {
        try (Connection connection = connector.to(name);
                Statement statement = connection.createStatement()) {
            for (String setting : DURABILITY) {
                try (ResultSet shown = statement.executeQuery("show " + setting)) {
                    shown.next();
                    if (!shown.getString(1).equals(settings.get(setting))) {
                        throw new StartFailure("PostgreSQL runs with " + setting + "=" + shown.getString(1) + ".");
                    }
                }
            }
        } catch (SQLException e) {
            throw new StartFailure("Cannot ask PostgreSQL for its settings: " + e.getMessage(), e);
        }
    }
}
