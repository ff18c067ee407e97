package org.jobyard.dispatch;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.jms.ConnectionFactory;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jobyard.ra.api.MessagingControl;
import org.jobyard.ra.api.MessagingException;
import org.jobyard.ra.api.QueueStatus;

/** What the broker says of itself and its queues. Not inside a transaction. */
@ApplicationScoped
public class Broker {
    private static final Logger LOG = Logger.getLogger(Broker.class.getName());

    @Resource(lookup = "jms/jobyard")
    private ConnectionFactory connections;

    /** The adapter's control. */
    public MessagingControl control() {
        return MessagingControl.of(connections);
    }

    /** True while messages come and go. */
    public boolean isConnected() {
        return control().health().connected();
    }

    /** A queue; empty when there is none of that name or the broker is away. */
    public Optional<QueueStatus> queue(String name) {
        try {
            return control().queue(name);
        } catch (MessagingException e) {
            LOG.log(Level.FINE, e, () -> "The broker cannot be asked about " + name);
            return Optional.empty();
        }
    }
}
