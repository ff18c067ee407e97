package org.jobyard.query;

import jakarta.ejb.Stateless;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jobyard.security.Caller;

/** Reads jobs. */
@Stateless
public class JobQueries {
    /** A job of the caller's tenant. */
    public Optional<JobDetails> find(Caller caller, UUID id) {
        throw new UnsupportedOperationException();
    }
    /** A page of the tenant's jobs, newest first. */
    public JobPage list(Caller caller, JobFilter filter, String cursor, int limit) {
        throw new UnsupportedOperationException();
    }
    /** The history of a job. */
    public List<JobEventView> history(Caller caller, UUID id) {
        throw new UnsupportedOperationException();
    }
    /** The history after an entry. */
    public List<JobEventView> historySince(Caller caller, UUID id, int seq) {
        throw new UnsupportedOperationException();
    }
}
