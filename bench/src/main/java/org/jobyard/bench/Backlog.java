package org.jobyard.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Jobs that lie in the tables while others are measured: copies of two real ones, one that waits for a later time and one
 * that has ended, each with its history.
 */
final class Backlog implements AutoCloseable {
    /** Id of a job that was registered so many milliseconds before now; its other bits are random. */
    private static final String ID = """
            (lpad(to_hex((extract(epoch from now()) * 1000)::bigint - %s), 12, '0') || '7'
                || substr(md5(random()::text), 1, 3) || '8' || substr(md5(random()::text), 1, 15))::uuid
            """;

    private final Connection connection;
    private final String prefix;

    /** Nothing is there yet; the names of all copies will begin with the prefix. */
    Backlog(Target target, String prefix) throws SQLException, IOException {
        this.connection = target.database();
        this.prefix = prefix;
    }

    /**
     * Puts copies of a job into the tables.
     *
     * @param name of the job to be copied
     * @param copies how many
     */
    void fill(String name, int copies) throws SQLException {
        // The copies are spread over a past of ten days, one a half second or so, as jobs come over time.
        String id = ID.formatted("n * (864000000::bigint / " + copies + ")");
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "create temp table copy as select n, " + id + " as id from generate_series(1, " + copies + ") n");
            List<String> columns = columns("job");
            statement.execute("insert into job (" + String.join(", ", columns) + ") select "
                    + columns.stream().map(this::copied).collect(Collectors.joining(", "))
                    + " from job j, copy c where j.name = '" + name + "'");
            List<String> ofEvents = columns("job_event");
            statement.execute("insert into job_event (" + String.join(", ", ofEvents) + ") select "
                    + ofEvents.stream()
                            .map(column -> column.equals("job_id") ? "c.id" : "e." + column)
                            .collect(Collectors.joining(", "))
                    + " from job j join job_event e on e.job_id = j.id, copy c where j.name = '" + name + "'");
            statement.execute("drop table copy");
            statement.execute("analyze job");
            statement.execute("analyze job_event");
        }
    }

    private String copied(String column) {
        return switch (column) {
            case "id" -> "c.id";
            case "name" -> "'" + prefix + "' || c.n";
            case "execution_id" -> "case when j.execution_id is null then null else gen_random_uuid() end";
            default -> "j." + column;
        };
    }

    private List<String> columns(String table) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select column_name from information_schema.columns"
                        + " where table_schema = current_schema() and table_name = ? and is_generated = 'NEVER'"
                        + " order by ordinal_position")) {
            statement.setString(1, table);
            List<String> columns = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    columns.add(row.getString(1));
                }
            }
            return columns;
        }
    }

    /** Takes the copies out again. */
    @Override
    public void close() throws SQLException {
        try (connection;
                Statement statement = connection.createStatement()) {
            statement.execute("delete from job_event e using job j where e.job_id = j.id and starts_with(j.name, '"
                    + prefix + "')");
            statement.execute("delete from job where starts_with(name, '" + prefix + "')");
        }
    }
}
