package org.jobyard.control;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.UUID;
import org.jobyard.dispatch.ChangeWriter;
import org.jobyard.dispatch.Changes;
import org.jobyard.platform.JobyardException;
import org.jobyard.security.Caller;

/** Cancels a job, in one transaction. */
@Stateless
public class CancelJob {
    @Inject
    Cancellation cancellation;

    @Inject
    ChangeWriter writer;

    /**
     * Cancels a job. One that no worker has is CANCELLED now; one that runs is CANCELLED when its worker has ended it,
     * whatever result comes. Asking again repeats the command and changes nothing.
     *
     * @throws JobyardException NOT_FOUND when the caller's tenant has no such job, FORBIDDEN for another's job without
     *     the role operator, CONFLICT when it has ended
     */
    public CancelOutcome cancel(Caller caller, UUID id) {
        Changes changes = new Changes();
        CancelOutcome outcome = cancellation.cancel(caller, id, changes);
        writer.write(changes);
        return outcome;
    }
}
