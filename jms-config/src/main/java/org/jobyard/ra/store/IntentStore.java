package org.jobyard.ra.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jobyard.ra.message.IntentCodec;
import org.jobyard.ra.message.OutboundMessage;

/** The table of the intents. Each method is one statement, in the caller's transaction if there is one. */
public final class IntentStore {
    private static final Logger LOG = Logger.getLogger(IntentStore.class.getName());

    /**
     * How many old intents there are.
     *
     * @param count of those older than asked for
     * @param oldest when the oldest of all was written; null: none
     */
    public record Age(int count, Instant oldest) {}

    private final Database database;
    private final String node;

    /** For the intents of one node. */
    public IntentStore(Database database, String node) {
        this.database = database;
        this.node = node;
    }

    /** A connection that is part of the current transaction, to write its intent. */
    public final class Open implements AutoCloseable {
        private final Connection connection;

        private Open(Connection connection) {
            this.connection = connection;
        }

        /**
         * Writes the intent of the transaction, or replaces what was written of it before, and has everything checked that was deferred to its end. A refusal now is an
         * ordinary rollback; one of PREPARE would leave the driver's connection bound to the dead branch, and whoever
         * got it next from the pool would fail.
         *
         * @return number of the database's transaction
         */
        public long write(UUID id, List<OutboundMessage> messages) throws SQLException {
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into message_intent (id, node, messages) values (?, ?, ?)"
                            + " on conflict (id) do update set messages = excluded.messages"
                            + " returning txid_current();"
                            + " set constraints all immediate")) {
                insert.setObject(1, id);
                insert.setString(2, node);
                insert.setBytes(3, messages.isEmpty() ? new byte[0] : IntentCodec.encode(messages));
                insert.execute();
                try (ResultSet row = insert.getResultSet()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    /**
     * Takes a connection in the transaction of the calling thread. To be called only where the server enlists what is taken: in
     * the component that has the transaction, not around its completion. Elsewhere the intent would be committed at once, and
     * its messages published though the data may be rolled back.
     */
    public Open open() throws SQLException {
        return new Open(database.connection());
    }

    /** Which of the transactions are committed: those whose intent can be read. */
    public Set<UUID> committed(Collection<UUID> ids) throws SQLException {
        try (Connection connection = database.connection();
                PreparedStatement select =
                        connection.prepareStatement("select id from message_intent where id = any (?)")) {
            select.setArray(1, uuids(connection, ids));
            Set<UUID> found = new HashSet<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getObject(1, UUID.class));
                }
            }
            return found;
        }
    }

    /**
     * Which of the database's transactions have not ended yet: prepared ones, and those whose connection is gone and whose
     * last word the database still carries out. A number that the database has not given out yet is none: it died before it
     * had written it down.
     */
    public Set<Long> running(Collection<Long> transactions) throws SQLException {
        try (Connection connection = database.connection();
                PreparedStatement select =
                        connection.prepareStatement("with present as materialized (select txid_current() as number)"
                                + " select t from present, unnest(?) as t where case when t < present.number"
                                + " then txid_status(t) = 'in progress' else false end")) {
            select.setArray(1, connection.createArrayOf("bigint", transactions.toArray()));
            Set<Long> found = new HashSet<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getLong(1));
                }
            }
            return found;
        }
    }

    /** The messages of committed transactions, by the transactions' ids; an unreadable intent is left out. */
    public Map<UUID, List<OutboundMessage>> messages(Collection<UUID> ids) throws SQLException {
        try (Connection connection = database.connection();
                PreparedStatement select =
                        connection.prepareStatement("select id, messages from message_intent where id = any (?)")) {
            select.setArray(1, uuids(connection, ids));
            Map<UUID, List<OutboundMessage>> found = new HashMap<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    decode(rows.getObject(1, UUID.class), rows.getBytes(2), found);
                }
            }
            return found;
        }
    }

    /** Ids of this node's intents that are older than {@code age}, oldest first, at most {@code limit}. */
    public List<UUID> left(Duration age, int limit) throws SQLException {
        try (Connection connection = database.connection();
                PreparedStatement select = connection.prepareStatement("select id from message_intent where node = ?"
                        + " and written_at <= now() - make_interval(secs => ?) order by written_at, id limit ?")) {
            select.setString(1, node);
            select.setLong(2, age.toSeconds());
            select.setInt(3, limit);
            List<UUID> ids = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getObject(1, UUID.class));
                }
            }
            return ids;
        }
    }

    /** Makes the intents of nodes whose lease has ended this node's own; several nodes may try at the same time. */
    public int adopt() throws SQLException {
        try (Connection connection = database.connection();
                PreparedStatement update = connection.prepareStatement("update message_intent set node = ?"
                        + " where id in (select i.id from message_intent i where i.node <> ?"
                        + " and not exists (select 1 from message_node n where n.node = i.node"
                        + " and n.lease_until > now()) for update skip locked)")) {
            update.setString(1, node);
            update.setString(2, node);
            return update.executeUpdate();
        }
    }

    /** Deletes intents whose messages are confirmed. */
    public void delete(Collection<UUID> ids) throws SQLException {
        try (Connection connection = database.connection();
                PreparedStatement delete =
                        connection.prepareStatement("delete from message_intent where id = any (?)")) {
            delete.setArray(1, uuids(connection, ids));
            delete.executeUpdate();
        }
    }

    /** Of all nodes' intents, those written before an instant. */
    public Age age(Instant before) throws SQLException {
        try (Connection connection = database.connection();
                PreparedStatement select = connection.prepareStatement(
                        "select count(*) filter (where written_at < ?), min(written_at) from message_intent")) {
            select.setTimestamp(1, Timestamp.from(before));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                Timestamp oldest = row.getTimestamp(2);
                return new Age(row.getInt(1), oldest == null ? null : oldest.toInstant());
            }
        }
    }

    /** Asks the database for a sign of life. */
    public void ping() throws SQLException {
        try (Connection connection = database.connection();
                PreparedStatement select = connection.prepareStatement("select 1");
                ResultSet row = select.executeQuery()) {
            row.next();
        }
    }

    private static void decode(UUID id, byte[] bytes, Map<UUID, List<OutboundMessage>> found) {
        try {
            found.put(id, bytes.length == 0 ? List.of() : IntentCodec.decode(bytes));
        } catch (IllegalArgumentException e) {
            // It stays in the table, where the count of old intents shows it; the others must not wait for it.
            LOG.log(Level.SEVERE, "The intent " + id + " cannot be read; its messages are not published", e);
        }
    }

    private static Array uuids(Connection connection, Collection<UUID> ids) throws SQLException {
        return connection.createArrayOf("uuid", ids.toArray());
    }
}
