package org.jobyard.schedule;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.jobyard.dispatch.ChangeWriter;
import org.jobyard.dispatch.Changes;
import org.jobyard.workers.LostWorkers;

/** Gives up workers whose lease has ended, in one transaction. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class ExpireWorkers {
    @Inject
    LostWorkers lostWorkers;

    @Inject
    ChangeWriter writer;

    /** Excuses all workers for the time in which nobody could hear them. */
    public void excuse() {
        lostWorkers.excuse();
    }

    /** Gives back jobs of workers that are known to be gone. */
    public void giveBackOrphans() {
        Changes changes = new Changes();
        lostWorkers.giveBackOrphans(changes);
        writer.write(changes);
    }

    /** Gives up those that are due. */
    public void expire() {
        Changes changes = new Changes();
        lostWorkers.expire(changes);
        writer.write(changes);
    }
}
