package org.jobyard.ra;

import jakarta.resource.spi.InvalidPropertyException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The adapter's settings, checked.
 *
 * @param uri {@code amqp://host[:port][/vhost]} or {@code amqps://...}
 * @param user user name at the broker
 * @param password its password
 * @param nodeId name of this node, unique among the nodes that share a database and no prefix of another's
 * @param dataSource JNDI name of the XA data source that the application uses, too
 * @param topology name of the resource that lists exchanges, queues and bindings
 * @param deadLetterQueue where messages go that could not be handled
 * @param unroutableQueue where published messages go that no queue took
 * @param confirmTimeout how long a send outside a transaction waits for the broker's confirm; after three times
 *     as long without one, the link is given up and what is unconfirmed is published again
 * @param lease how long a node counts as alive after its last sign
 * @param transactionTimeout the server's transaction timeout; branches in doubt for longer belong to nobody any more
 * @param maxMessageBytes longest body; a longer one is refused when it is sent
 */
public record Settings(
        String uri,
        String user,
        String password,
        String nodeId,
        String dataSource,
        String topology,
        String deadLetterQueue,
        String unroutableQueue,
        Duration confirmTimeout,
        Duration lease,
        Duration transactionTimeout,
        int maxMessageBytes) {
    /** The identity of a branch has 64 bytes, and the server adds to the name. */
    private static final int LONGEST_NODE_ID = 32;

    /**
     * Checks all settings.
     *
     * @throws InvalidPropertyException naming every wrong one
     */
    public Settings check() throws InvalidPropertyException {
        List<String> errors = new ArrayList<>();
        checkUri(errors);
        requireText(errors, "user", user);
        requireText(errors, "dataSource", dataSource);
        requireText(errors, "topology", topology);
        requireText(errors, "deadLetterQueue", deadLetterQueue);
        requireText(errors, "unroutableQueue", unroutableQueue);
        if (nodeId == null || !nodeId.matches("[A-Za-z0-9_-]{1," + LONGEST_NODE_ID + "}")) {
            errors.add("nodeId must be 1 to " + LONGEST_NODE_ID + " letters, digits, '-' or '_', not '" + nodeId + "'");
        }
        requirePositive(errors, "confirmTimeoutMillis", confirmTimeout.toMillis());
        requirePositive(errors, "leaseSeconds", lease.toSeconds());
        requirePositive(errors, "transactionTimeoutSeconds", transactionTimeout.toSeconds());
        requirePositive(errors, "maxMessageBytes", maxMessageBytes);
        if (!errors.isEmpty()) {
            throw new InvalidPropertyException("resource adapter: " + String.join("; ", errors));
        }
        return this;
    }

    private void checkUri(List<String> errors) {
        try {
            URI parsed = new URI(uri == null ? "" : uri);
            if (!"amqp".equals(parsed.getScheme()) && !"amqps".equals(parsed.getScheme())) {
                errors.add("uri must begin with amqp:// or amqps://, not '" + uri + "'");
            } else if (parsed.getHost() == null) {
                errors.add("uri must name a host: '" + uri + "'");
            } else if (parsed.getUserInfo() != null) {
                errors.add("uri must not hold user and password; they have settings of their own");
            }
        } catch (URISyntaxException e) {
            errors.add("uri is not a URI: " + e.getMessage());
        }
    }

    private static void requireText(List<String> errors, String name, String value) {
        if (value == null || value.isBlank()) {
            errors.add(name + " must be set");
        } else if (value.getBytes(StandardCharsets.UTF_8).length > 255) {
            errors.add(name + " must not be longer than 255 bytes");
        }
    }

    private static void requirePositive(List<String> errors, String name, long value) {
        if (value <= 0) {
            errors.add(name + " must be more than 0, not " + value);
        }
    }

    /** All but the password. */
    @Override
    public String toString() {
        return "Settings[uri=" + uri + ", user=" + user + ", nodeId=" + nodeId + ", dataSource=" + dataSource + "]";
    }
}
