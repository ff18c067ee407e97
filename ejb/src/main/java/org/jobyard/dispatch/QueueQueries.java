package org.jobyard.dispatch;

import jakarta.ejb.Stateless;
import java.util.List;
import org.jobyard.security.Caller;

/** Reads queues. */
@Stateless
public class QueueQueries {
    /** The queues of all types and of Jobyard itself. */
    public List<QueueView> list(Caller caller) {
        throw new UnsupportedOperationException();
    }
}
