package org.jobyard.submission;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import jakarta.jms.Message;
import java.util.List;
import org.jobyard.messaging.Incoming;
import org.jobyard.ra.api.BatchMessageListener;

/** Takes what clients ask for from {@code jobyard.submissions}. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "destination", propertyValue = "jobyard.submissions"),
            @ActivationConfigProperty(propertyName = "batchSize", propertyValue = "50"),
            @ActivationConfigProperty(propertyName = "concurrency", propertyValue = "2")
        })
public class SubmissionListener implements BatchMessageListener {
    @Inject
    AcceptRequests acceptRequests;

    @Override
    public void onMessages(List<Message> messages) {
        acceptRequests.accept(messages.stream().map(Incoming::of).toList());
    }
}
