package org.jobyard.ra.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;

/** This node's sign of life in the database. The database's clock alone counts: nodes' clocks may differ. */
public final class NodeLease {
    private final Database database;
    private final String node;
    private final UUID instance = UUID.randomUUID();
    private final Duration length;

    /** A lease of the given length; it is not yet taken. */
    public NodeLease(Database database, String node, Duration length) {
        this.database = database;
        this.node = node;
        this.length = length;
    }

    /** Takes the lease, also from a former start of this node. */
    public void take() throws SQLException {
        try (Connection connection = database.connection();
                PreparedStatement insert = connection.prepareStatement("insert into message_node"
                        + " (node, instance, lease_until) values (?, ?, now() + make_interval(secs => ?))"
                        + " on conflict (node) do update set instance = excluded.instance,"
                        + " lease_until = excluded.lease_until")) {
            insert.setString(1, node);
            insert.setObject(2, instance);
            insert.setLong(3, length.toSeconds());
            insert.executeUpdate();
        }
    }

    /** Renews the lease; false when another process has taken the same name since. */
    public boolean renew() throws SQLException {
        return extend(length);
    }

    /** Ends the lease now: what this node leaves is for the others at once. */
    public void end() throws SQLException {
        extend(Duration.ZERO);
    }

    private boolean extend(Duration by) throws SQLException {
        try (Connection connection = database.connection();
                PreparedStatement update = connection.prepareStatement(
                        "update message_node set lease_until = now() + make_interval(secs => ?)"
                                + " where node = ? and instance = ?")) {
            update.setLong(1, by.toSeconds());
            update.setString(2, node);
            update.setObject(3, instance);
            return update.executeUpdate() == 1;
        }
    }
}
