package org.jobyard.letters;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import jakarta.jms.Message;
import java.util.List;
import org.jobyard.messaging.Incoming;
import org.jobyard.ra.api.BatchMessageListener;

/** Takes what could not be handled from {@code jobyard.dead}. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "destination", propertyValue = "jobyard.dead"),
            @ActivationConfigProperty(propertyName = "batchSize", propertyValue = "50")
        })
public class DeadLetterListener implements BatchMessageListener {
    @Inject
    KeepLetters keepLetters;

    @Override
    public void onMessages(List<Message> messages) {
        keepLetters.keep(LetterKind.FAILED, messages.stream().map(Incoming::of).toList());
    }
}
