package org.jobyard.standalone.launch;

import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeoutException;
import org.jobyard.embedded.StartFailure;

/** Looks at a broker before a server is started on it. */
final class BrokerCheck {
    private static final int TIMEOUT_MS = 5_000;

    private BrokerCheck() {}

    /**
     * Connects, and returns the version of RabbitMQ.
     *
     * @throws StartFailure in one line when it cannot be reached
     */
    static String version(String uri, String user, String password) {
        ConnectionFactory factory = new ConnectionFactory();
        try {
            factory.setUri(uri);
            factory.setUsername(user);
            factory.setPassword(password);
            factory.setConnectionTimeout(TIMEOUT_MS);
            factory.setHandshakeTimeout(TIMEOUT_MS);
            factory.setAutomaticRecoveryEnabled(false);
            try (Connection connection = factory.newConnection("jobyard-launcher")) {
                return String.valueOf(connection.getServerProperties().get("version"));
            }
        } catch (AuthenticationFailureException e) {
            throw new StartFailure("The broker " + uri + " refuses the user " + user + " or its password.", e);
        } catch (IOException | TimeoutException e) {
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new StartFailure("Cannot reach the broker " + uri + " as " + user + ": " + reason, e);
        } catch (URISyntaxException | GeneralSecurityException | IllegalArgumentException e) {
            throw new StartFailure("jobyard.amqp.uri is not an AMQP address: " + e.getMessage(), e);
        }
    }
}
