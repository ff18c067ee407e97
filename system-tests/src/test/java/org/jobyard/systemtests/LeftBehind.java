package org.jobyard.systemtests;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.UUID;

/** What a node that is gone may leave in the database: a prepared branch, and an intent. Taken away at the end. */
public final class LeftBehind implements AutoCloseable {
    /** The node's name. */
    public final String node = "gone-" + UUID.randomUUID().toString().substring(0, 8);

    private final Connection connection;

    /** In the database of a Jobyard; nothing is left yet. */
    public LeftBehind(Jobyard jobyard) throws SQLException {
        connection = jobyard.database();
    }

    /** Leaves a branch prepared, named as the server and the driver name theirs. */
    public void branch() throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("insert into counter (name) values ('" + node + "')");
            statement.execute("prepare transaction '" + gid() + "'");
        }
        connection.setAutoCommit(true);
    }

    /** Name of the branch. */
    public String gid() {
        return "131077_" + base64(node + ",1") + "_" + base64(node + ",P1,");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Leaves an intent, two minutes old, of a node whose lease has not ended: nobody takes it over. */
    public void intent() throws SQLException {
        execute("insert into message_node (node, instance, lease_until)"
                + " values (?, gen_random_uuid(), now() + interval '1 hour')");
        execute("insert into message_intent (id, node, written_at, messages)"
                + " values (gen_random_uuid(), ?, now() - interval '2 minutes', '')");
    }

    private void execute(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, node);
            statement.executeUpdate();
        }
    }

    /** Whether the branch is still prepared. */
    public boolean isPrepared() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select 1 from pg_prepared_xacts where gid = ?")) {
            select.setString(1, gid());
            return select.executeQuery().next();
        }
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            execute("delete from message_intent where node = ?");
            execute("delete from message_node where node = ?");
            if (isPrepared()) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("rollback prepared '" + gid() + "'");
                }
            }
        }
    }
}
