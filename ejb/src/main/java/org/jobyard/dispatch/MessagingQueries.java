package org.jobyard.dispatch;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Base64;
import org.jobyard.persistence.Database;
import org.jobyard.persistence.Row;
import org.jobyard.ra.api.EndpointMetrics;
import org.jobyard.ra.api.MessagingControl;
import org.jobyard.ra.api.MessagingHealth;
import org.jobyard.ra.api.PublishMetrics;
import org.jobyard.security.Caller;
import org.jobyard.security.Role;

/** Reads what of the transactions over database and broker is not finished, for operators. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class MessagingQueries {
    private static final double NANOS = 1e9;

    @Inject
    Database database;

    @Inject
    Broker broker;

    /** Looks now. */
    public MessagingView look(Caller caller) {
        caller.require(Role.OPERATOR);
        MessagingHealth health = broker.control().health();
        return new MessagingView(
                health.connected(),
                health.blocked(),
                health.lastFailure(),
                health.pendingTransactions(),
                health.inDoubt(),
                health.oldIntents(),
                database.list(
                        "select gid, prepared from pg_prepared_xacts where database = current_database()"
                                + " order by prepared limit 100",
                        MessagingQueries::branch),
                database.list(
                        """
                        select i.node, count(*) as transactions, min(i.written_at) as oldest_at,
                            (select n.lease_until from message_node n where n.node = i.node) as lease_until
                        from message_intent i group by i.node order by i.node
                        """,
                        row -> new MessagingView.NodeIntents(
                                row.text("node"),
                                row.number("transactions"),
                                row.instant("oldest_at"),
                                row.instant("lease_until"))));
    }

    /** Figures of this node; they tell nothing of a tenant. */
    public MessagingCounts counts() {
        MessagingControl control = broker.control();
        MessagingHealth health = control.health();
        PublishMetrics published = control.publishMetrics();
        return new MessagingCounts(
                health.connected(),
                health.blocked(),
                health.inDoubt(),
                health.oldIntents(),
                health.pendingTransactions(),
                published.confirmed(),
                published.unroutable(),
                published.dropped(),
                published.republished(),
                control.metrics().stream().map(MessagingQueries::endpoint).toList());
    }

    private static MessagingCounts.Endpoint endpoint(EndpointMetrics metrics) {
        return new MessagingCounts.Endpoint(
                metrics.endpoint(),
                metrics.delivered(),
                metrics.redelivered(),
                metrics.dead(),
                metrics.batches(),
                metrics.batchMessages(),
                metrics.listenerNanos() / NANOS,
                metrics.inFlight(),
                metrics.waitingForRetry());
    }

    private static MessagingView.PreparedBranch branch(Row row) throws SQLException {
        String gid = row.text("gid");
        return new MessagingView.PreparedBranch(gid, node(gid), row.instant("prepared"));
    }

    /** The server begins each branch qualifier with its name and a comma; the driver writes it in base 64 as the third part. */
    private static String node(String gid) {
        String[] parts = gid.split("_", -1);
        if (parts.length != 3) {
            return null;
        }
        try {
            String qualifier = new String(Base64.getDecoder().decode(parts[2]), StandardCharsets.ISO_8859_1);
            int end = qualifier.indexOf(',');
            return end > 0 ? qualifier.substring(0, end) : null;
        } catch (IllegalArgumentException notOurs) {
            return null;
        }
    }
}
