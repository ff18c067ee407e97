package org.jobyard.ra.outbound;

import jakarta.jms.JMSContext;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ManagedConnection;
import org.jobyard.ra.Messaging;

/** Opens to tests of other packages what the server's pool uses. */
public record Sending(JMSContext context) {
    /** A managed connection as the pool makes it. */
    public static ManagedConnection connection(Messaging messaging) {
        return new AdapterManagedConnection(messaging);
    }

    /** A context over a managed connection. */
    public static Sending over(ManagedConnection connection) {
        try {
            return new Sending(new AdapterContext((Sender) connection.getConnection(null, null)));
        } catch (ResourceException e) {
            throw new IllegalStateException(e);
        }
    }
}
