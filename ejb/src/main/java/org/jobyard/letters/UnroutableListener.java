package org.jobyard.letters;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import jakarta.jms.Message;
import java.util.List;
import org.jobyard.messaging.Incoming;
import org.jobyard.ra.api.BatchMessageListener;

/** Takes what no queue took from {@code jobyard.unroutable}. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "destination", propertyValue = "jobyard.unroutable"),
            @ActivationConfigProperty(propertyName = "batchSize", propertyValue = "50")
        })
public class UnroutableListener implements BatchMessageListener {
    @Inject
    KeepLetters keepLetters;

    @Override
    public void onMessages(List<Message> messages) {
        keepLetters.keep(
                LetterKind.UNROUTABLE, messages.stream().map(Incoming::of).toList());
    }
}
