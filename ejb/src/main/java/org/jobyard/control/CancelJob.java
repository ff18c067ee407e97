package org.jobyard.control;

import jakarta.ejb.Stateless;
import java.util.UUID;
import org.jobyard.security.Caller;

/** Cancels a job. */
@Stateless
public class CancelJob {
    /** Cancels a job. */
    public CancelOutcome cancel(Caller caller, UUID id) {
        throw new UnsupportedOperationException();
    }
}
