package org.jobyard.systemtests.container;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.List;
import org.jobyard.ra.api.BatchMessageListener;

/** Fails as often as a message asks for, after it has written a row. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "destination", propertyValue = "jobyard.test.failing"),
            @ActivationConfigProperty(propertyName = "batchSize", propertyValue = "10"),
            @ActivationConfigProperty(propertyName = "redeliveryDelays", propertyValue = "50,50,50")
        })
public class FailingListener implements BatchMessageListener {
    @Inject
    private Deliveries deliveries;

    @Override
    public void onMessages(List<Message> messages) {
        for (Message message : messages) {
            try {
                deliveries.take(message.getStringProperty("test_name"), message.getIntProperty("test_failures"));
            } catch (JMSException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
