package org.jobyard.sdk.amqp;

import com.rabbitmq.client.ConnectionFactory;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Objects;
import javax.net.ssl.SSLContext;

/**
 * Where the broker is and who we are there.
 *
 * @param uri {@code amqp://host:port/vhost} or {@code amqps://...}; a user and password in it count when the others are
 *     null
 * @param user user name; may be null
 * @param password password; may be null
 */
public record Broker(URI uri, String user, String password) {
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Refuses an address that is none of a broker. */
    public Broker {
        Objects.requireNonNull(uri, "uri");
        if (!"amqp".equals(uri.getScheme()) && !"amqps".equals(uri.getScheme())) {
            throw new IllegalArgumentException("the broker's address begins with amqp:// or amqps://");
        }
    }

    /** Connections for our own reconnect loop; over {@code amqps} the certificate and its host name are verified. */
    ConnectionFactory factory() {
        try {
            var factory = new ConnectionFactory();
            factory.setUri(uri);
            if ("amqps".equals(uri.getScheme())) {
                // The client's default for amqps trusts every certificate.
                factory.useSslProtocol(SSLContext.getDefault());
                factory.enableHostnameVerification();
            }
            if (user != null) {
                factory.setUsername(user);
            }
            if (password != null) {
                factory.setPassword(password);
            }
            // Its own recovery cannot say which messages were confirmed and which deliveries are void.
            factory.setAutomaticRecoveryEnabled(false);
            factory.setTopologyRecoveryEnabled(false);
            factory.setRequestedHeartbeat((int) HEARTBEAT.toSeconds());
            factory.setConnectionTimeout((int) PATIENCE.toMillis());
            factory.setHandshakeTimeout((int) PATIENCE.toMillis());
            factory.setChannelRpcTimeout((int) PATIENCE.toMillis());
            factory.setShutdownTimeout((int) PATIENCE.toMillis());
            return factory;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the broker's address cannot be used: " + e.getMessage(), e);
        }
    }

    /** Without the password, and without the address, which may hold one. */
    @Override
    public String toString() {
        return uri.getScheme() + "://" + uri.getHost() + ":" + uri.getPort()
                + (uri.getPath() == null ? "" : uri.getPath());
    }
}
