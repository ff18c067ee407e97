package org.jobyard.persistence;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Statements on the application's data source, for what works on sets of rows. Takes part in the present transaction,
 * and sees what JPA has flushed. Thread-safe.
 */
@ApplicationScoped
public class Database {
    @Resource(lookup = "jdbc/jobyard")
    private DataSource dataSource;

    private StatementWatch watch = (sql, parameters, nanos) -> {};

    /** For the container. */
    public Database() {}

    /** On a data source of the caller's; nothing is counted. */
    public Database(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Inject
    void watchedBy(StatementWatch statements) {
        watch = statements;
    }

    /** Makes an object of a row. */
    @FunctionalInterface
    public interface RowReader<T> {
        /** Reads the row that {@code row} stands on. */
        T read(Row row) throws SQLException;
    }

    /** All rows of a query. */
    public <T> List<T> list(String sql, RowReader<T> reader, Object... parameters) {
        return execute(sql, parameters, statement -> {
            try (ResultSet results = statement.executeQuery()) {
                List<T> rows = new ArrayList<>();
                Row row = new Row(results);
                while (results.next()) {
                    rows.add(reader.read(row));
                }
                return rows;
            }
        });
    }

    /** The first row of a query. */
    public <T> Optional<T> first(String sql, RowReader<T> reader, Object... parameters) {
        return list(sql, reader, parameters).stream().findFirst();
    }

    /** How many rows a statement changed. */
    public int update(String sql, Object... parameters) {
        return execute(sql, parameters, PreparedStatement::executeUpdate);
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(PreparedStatement statement) throws SQLException;
    }

    private <T> T execute(String sql, Object[] parameters, Work<T> work) {
        long began = System.nanoTime();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, SqlValues.of(connection, parameters[i]));
            }
            return work.on(statement);
        } catch (SQLException e) {
            throw new DatabaseException(sql, e);
        } finally {
            watch.done(sql, parameters, System.nanoTime() - began);
        }
    }
}
