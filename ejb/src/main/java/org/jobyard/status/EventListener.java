package org.jobyard.status;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import jakarta.jms.Message;
import java.util.List;
import org.jobyard.messaging.Incoming;
import org.jobyard.ra.api.BatchMessageListener;

/** Takes what workers say from {@code jobyard.events}. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "destination", propertyValue = "jobyard.events"),
            @ActivationConfigProperty(propertyName = "batchSize", propertyValue = "100"),
            @ActivationConfigProperty(propertyName = "concurrency", propertyValue = "2")
        })
public class EventListener implements BatchMessageListener {
    @Inject
    ApplyEvents applyEvents;

    @Inject
    ParkedEvents parkedEvents;

    @Override
    public void onMessages(List<Message> messages) {
        List<Incoming> unknown =
                applyEvents.apply(messages.stream().map(Incoming::of).toList());
        if (!unknown.isEmpty()) {
            parkedEvents.park(unknown);
        }
    }
}
