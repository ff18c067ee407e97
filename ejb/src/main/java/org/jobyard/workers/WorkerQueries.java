package org.jobyard.workers;

import jakarta.ejb.Stateless;
import java.util.List;
import org.jobyard.security.Caller;

/** Reads workers. */
@Stateless
public class WorkerQueries {
    /** All workers, by name. */
    public List<WorkerView> list(Caller caller) {
        throw new UnsupportedOperationException();
    }
}
