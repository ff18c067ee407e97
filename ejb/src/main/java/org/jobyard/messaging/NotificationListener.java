package org.jobyard.messaging;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.Message;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jobyard.ra.api.BatchMessageListener;
import org.jobyard.sdk.message.Json;
import org.jobyard.sdk.message.MalformedMessageException;

/** Hears from the other nodes what changed. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "exchange", propertyValue = "jobyard.notifications"),
            @ActivationConfigProperty(propertyName = "batchSize", propertyValue = "100")
        })
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class NotificationListener implements BatchMessageListener {
    private static final Logger LOG = Logger.getLogger(NotificationListener.class.getName());

    @Inject
    Announcements announcements;

    @Override
    public void onMessages(List<Message> messages) {
        messages.stream().map(Incoming::of).forEach(this::hear);
    }

    private void hear(Incoming message) {
        try {
            announcements.hear(message, Json.read(message.body(), Notification.class));
        } catch (MalformedMessageException e) {
            LOG.log(Level.WARNING, "A notification that is none was passed over", e);
        }
    }
}
