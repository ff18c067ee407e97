package org.jobyard.ra.publish;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jobyard.ra.message.OutboundMessage;
import org.jobyard.ra.store.IntentStore;
import org.jobyard.ra.xa.BranchSynchronization;

/** Writes the intent of a transaction over a connection that is part of it. */
final class IntentRecorder implements BranchSynchronization.Recorder {
    private static final Logger LOG = Logger.getLogger(IntentRecorder.class.getName());

    private final IntentStore.Open intent;

    IntentRecorder(IntentStore.Open intent) {
        this.intent = intent;
    }

    @Override
    public long record(UUID id, List<OutboundMessage> messages) {
        try {
            return intent.write(id, messages);
        } catch (SQLException e) {
            throw new IllegalStateException("the messages of the transaction could not be recorded", e);
        }
    }

    @Override
    public void close() {
        try {
            intent.close();
        } catch (SQLException e) {
            LOG.log(Level.FINE, "The connection of an intent was closed already", e);
        }
    }
}
