package org.jobyard.ra.publish;

import java.sql.SQLException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jobyard.ra.store.IntentStore;
import org.jobyard.ra.xa.Branch;
import org.jobyard.ra.xa.BranchSynchronization;

/** Writes the intent of a branch over a connection that is part of its transaction. */
final class IntentRecorder implements BranchSynchronization.Recorder {
    private static final Logger LOG = Logger.getLogger(IntentRecorder.class.getName());

    private final IntentStore.Open intent;

    IntentRecorder(IntentStore.Open intent) {
        this.intent = intent;
    }

    @Override
    public void record(Branch branch) {
        try {
            intent.write(branch.id(), branch.messages());
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
